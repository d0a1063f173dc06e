import {
  type BackupCreateResponse,
  BackupFilenameSchema,
  type BackupListResponse,
  type BackupRestoreResponse,
  type BackupStatusResponse,
  VersionSchema,
} from '../../../contract/backups';
import type { PackageRef } from '../../../contract/base';
import { HoldfastError } from '../../../contract/errors';
import type { Settings } from '../../../contract/settings';
import type { AuditLog } from '../activity/audit-log';
import type { DeploymentStateReader } from '../packages/deployment-state';
import type { PackageDirectory, ResolvedPackage } from '../packages/package-directory';
import { CreateAnswerSchema, ListAnswerSchema, RestoreAnswerSchema, StatusAnswerSchema } from './host-answers';
import type { HostScript } from './host-script';
import { ListCache } from './list-cache';

/**
 * Creates, lists and restores backups of packages on their hosts. Every method throws HoldfastError:
 * PACKAGE_NOT_FOUND, PACKAGE_AMBIGUOUS, HOST_NOT_FOUND and BACKUP_NOT_SUPPORTED before anything is
 * asked of a host, then the SSH codes and the codes of the host's script.
 */
export class BackupManagementService {
  readonly #lists: ListCache;

  constructor(
    private readonly packages: PackageDirectory,
    private readonly script: HostScript,
    private readonly deploymentState: DeploymentStateReader,
    private readonly audit: AuditLog,
    private readonly settings: Settings,
  ) {
    this.#lists = new ListCache(settings.listCache * 1000);
  }

  /** Newest first. @param refresh ask the host even when an answer of the last seconds is known. */
  async listBackups(ref: PackageRef, refresh = false): Promise<BackupListResponse> {
    const resolved = this.packages.resolveForBackup(ref);
    if (refresh) this.#lists.drop(keyOf(resolved));
    return this.#lists.get(keyOf(resolved), () =>
      this.script.run(resolved, ['list'], ListAnswerSchema, this.#milliseconds('query')),
    );
  }

  /** @param version label of the backup; without it the deployed version is used, else `unknown`. */
  async createBackup(ref: PackageRef, version?: string): Promise<BackupCreateResponse> {
    const resolved = this.packages.resolveForBackup(ref);
    if (version !== undefined) check(VersionSchema, 'version', version);
    return this.#changing(resolved, 'backup.create', { version }, async () => {
      const label = version ?? (await this.deploymentState.currentVersion(resolved));
      const command = ['backup', `--version=${label}`];
      return this.script.run(resolved, command, CreateAnswerSchema, this.#milliseconds('create'));
    });
  }

  /** @param filename bare name of a backup of this package. */
  async restoreBackup(ref: PackageRef, filename: string): Promise<BackupRestoreResponse> {
    const resolved = this.packages.resolveForBackup(ref);
    check(BackupFilenameSchema, 'filename', filename);
    return this.#changing(resolved, 'backup.restore', { filename }, () =>
      this.script.run(resolved, ['restore', filename, '--yes'], RestoreAnswerSchema, this.#milliseconds('restore')),
    );
  }

  async getBackupStatus(ref: PackageRef): Promise<BackupStatusResponse> {
    const resolved = this.packages.resolveForBackup(ref);
    return this.script.run(resolved, ['status'], StatusAnswerSchema, this.#milliseconds('query'));
  }

  /** Records the operation and drops the list, before and after: a list asked in between may be half true. */
  async #changing<T>(
    resolved: ResolvedPackage,
    operation: 'backup.create' | 'backup.restore',
    args: Record<string, unknown>,
    action: () => Promise<T>,
  ): Promise<T> {
    const key = keyOf(resolved);
    this.#lists.drop(key);
    const target = { operation, host: resolved.host.name, packageName: resolved.name, arguments: args };
    try {
      return await this.audit.record(target, action);
    } finally {
      this.#lists.drop(key);
    }
  }

  #milliseconds(timeout: keyof Settings['timeouts']): number {
    return this.settings.timeouts[timeout] * 1000;
  }
}

function keyOf({ host, name }: ResolvedPackage): string {
  return JSON.stringify([host.name, name]);
}

/** The service's own check of what the contract checked already: callers other than routers exist. */
function check(schema: typeof VersionSchema | typeof BackupFilenameSchema, field: string, value: string): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  const issues = parsed.error.issues.map(({ message }) => ({ field, message }));
  throw new HoldfastError('BAD_REQUEST', `${field} ${issues[0]?.message}`, { field, issues });
}
