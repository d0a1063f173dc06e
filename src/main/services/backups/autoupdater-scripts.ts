import { posix } from 'node:path';
import { z } from 'zod';
import {
  BACKUP_FILENAME,
  type BackupCreateResponse,
  type BackupInfo,
  type BackupListResponse,
  VersionSchema,
} from '../../../contract/backups';
import { HoldfastError } from '../../../contract/errors';
import type { ResolvedPackage } from '../packages/package-directory';
import { ownScript } from '../packages/script-command';
import { hostCommandFailure } from '../ssh/command-failure';
import type { ExecResult, HostConnections } from '../ssh/connections';

/** What AutoUpdater's scripts cannot do, for the operator. */
export const AUTOUPDATER_LIMITATIONS = [
  "This host has AutoUpdater's own scripts: backups can be created and listed. Restoring, undoing, verifying, notes and progress need Holdfast's scripts: install them.",
];

/** Runs backup.sh in its folder, as AutoUpdater does, after a line with the host's time zone: names hold its local time. */
const RUN = `cd -- "$1" || exit
shift
date +%:z
exec bash ./backup.sh "$@"`;

const ListSchema = z.array(
  z.object({
    filename: z.string(),
    version: z.string().nullish(),
    size: z.union([z.string(), z.number()]).nullish(),
    size_bytes: z.coerce.number().int().nonnegative(),
    full_path: z.string(),
  }),
);
const CreateSchema = z.object({ file: z.string() });
const FailureSchema = z.object({ success: z.literal(false), error: z.string() });

/**
 * AutoUpdater's own backup.sh, for hosts that have no scripts of Holdfast yet: it creates and lists backups, and no more.
 * Its JSON may come after text of the scripts it calls. Errors are HoldfastError.
 */
export class AutoUpdaterScripts {
  constructor(private readonly connections: HostConnections) {}

  /** Newest first. */
  async list(resolved: ResolvedPackage, timeoutMs: number): Promise<BackupListResponse> {
    const { zone, document, result } = await this.#run(resolved, ['list', '--format=json'], timeoutMs);
    const parsed = ListSchema.safeParse(document);
    if (!parsed.success) throw unexpected(resolved, result, document);
    const backups = parsed.data
      .filter(({ filename }) => BACKUP_FILENAME.test(filename))
      .map((item) => backupInfo(item, zone))
      .sort((a, b) => b.filename.localeCompare(a.filename));
    const totalSizeBytes = backups.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    return {
      backups,
      totalCount: backups.length,
      totalSizeBytes,
      totalSize: `${totalSizeBytes}`,
      limitations: AUTOUPDATER_LIMITATIONS,
    };
  }

  /** @throws HoldfastError DATA_MISSING on a fresh installation; HOST_COMMAND_FAILED with the script's words */
  async create(resolved: ResolvedPackage, version: string, timeoutMs: number): Promise<BackupCreateResponse> {
    const { document, result } = await this.#run(resolved, [`--version=${version}`, '--format=json'], timeoutMs);
    const parsed = CreateSchema.safeParse(document);
    if (!parsed.success || result.exitCode !== 0) throw unexpected(resolved, result, document);
    if (parsed.data.file === '') throw new HoldfastError('DATA_MISSING', undefined, about(resolved, result));
    const filename = posix.basename(parsed.data.file);
    const { backups } = await this.list(resolved, timeoutMs);
    const backup = backups.find((candidate) => candidate.filename === filename);
    // Said to be there and not listed: that is no backup to rely on.
    if (!backup) throw unexpected(resolved, result, document);
    return { success: true, backup, message: 'Backup created by AutoUpdater’s own script. It was not verified.' };
  }

  async #run(resolved: ResolvedPackage, words: string[], timeoutMs: number) {
    const folder = posix.dirname(ownScript(resolved));
    const argv = ['bash', '-c', RUN, 'holdfast', folder, ...words] as const;
    const result = await this.connections.exec(resolved.host, { argv, asRoot: true }, { timeoutMs });
    const [zone = '', ...lines] = result.stdout.split('\n');
    return { zone, document: lastDocument(lines), result };
  }
}

/** The JSON document that an output ends with; text may stand before it. */
function lastDocument(lines: string[]): unknown {
  for (let first = lines.length - 1; first >= 0; first -= 1) {
    if (!/^\s*[[{]/.test(lines[first] ?? '')) continue;
    try {
      return JSON.parse(lines.slice(first).join('\n'));
    } catch {
      // It may have begun further up.
    }
  }
  return undefined;
}

function backupInfo(item: z.infer<typeof ListSchema>[number], zone: string): BackupInfo {
  const displayName = item.filename.replace(
    /^backup-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\.tar\.gz$/,
    '$1-$2-$3 $4:$5:$6',
  );
  const created = new Date(`${displayName.replace(' ', 'T')}${/^[+-]\d\d:\d\d$/.test(zone) ? zone : 'Z'}`);
  const version = VersionSchema.safeParse(item.version);
  return {
    filename: item.filename,
    displayName,
    version: version.success ? version.data : 'unknown',
    // Not known: these scripts do not look for tags.
    gitTagExists: false,
    size: String(item.size ?? item.size_bytes),
    sizeBytes: item.size_bytes,
    createdDate: Number.isNaN(created.getTime())
      ? new Date(0).toISOString()
      : created.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    fullPath: item.full_path,
  };
}

function about({ host, name }: ResolvedPackage, result: ExecResult) {
  return { host: host.name, packageName: name, details: result.stderr.trim().slice(-2000) };
}

function unexpected(resolved: ResolvedPackage, result: ExecResult, document: unknown): HoldfastError {
  const failure = FailureSchema.safeParse(document);
  if (failure.success) return new HoldfastError('HOST_COMMAND_FAILED', failure.data.error, about(resolved, result));
  if (result.exitCode !== 0) return hostCommandFailure(resolved.host, result);
  return new HoldfastError(
    'SCRIPT_OUTPUT_INVALID',
    `AutoUpdater's backup.sh on host "${resolved.host.name}" did not answer with the expected JSON.`,
    { ...about(resolved, result), remedy: "Install Holdfast's scripts on the host." },
  );
}
