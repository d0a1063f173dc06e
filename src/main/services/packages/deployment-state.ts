import { posix } from 'node:path';
import { z } from 'zod';
import { VersionSchema } from '../../../contract/backups';
import type { PackageState } from '../../../contract/host-state';
import type { Host } from '../../../contract/inventory';
import { hostCommandFailure } from '../ssh/command-failure';
import type { HostConnections } from '../ssh/connections';
import type { ResolvedPackage } from './package-directory';

/** What AutoUpdater writes after a deployment; other fields are its own business. */
const DeploymentStateSchema = z.object({ Version: z.string().nullish(), Updated: z.string().nullish() });

/** Prints each file, or nothing where there is none, closed by a NUL: one call for all packages. */
const READ_FILES = 'for file; do if [ -e "$file" ]; then cat -- "$file" || exit 1; fi; printf "\\0"; done';

/** Reads `deployment.state.json` of packages on their hosts. */
export class DeploymentStateReader {
  constructor(
    private readonly connections: HostConnections,
    private readonly timeoutMs: number,
  ) {}

  /** The version deployed now, or `unknown` where there is none or it is not a valid label. */
  async currentVersion(resolved: ResolvedPackage): Promise<string> {
    const [document = ''] = await this.#read(resolved.host, [resolved]);
    const parsed = VersionSchema.safeParse(parseState(document).version);
    return parsed.success ? parsed.data : 'unknown';
  }

  async #read(host: Host, packages: ResolvedPackage[]): Promise<string[]> {
    const files = packages.map(({ folder }) => posix.join(folder, 'deployment.state.json'));
    const result = await this.connections.exec(
      host,
      { argv: ['bash', '-c', READ_FILES, 'holdfast', ...files], asRoot: true },
      { timeoutMs: this.timeoutMs },
    );
    if (result.exitCode !== 0) throw hostCommandFailure(host, result);
    return result.stdout.split('\0');
  }
}

/** A broken file costs only its own package: it has no version and a note. */
export function parseState(document: string): Pick<PackageState, 'version' | 'updated' | 'note'> {
  if (document.trim() === '') return { version: null, updated: null };
  try {
    const { Version, Updated } = DeploymentStateSchema.parse(JSON.parse(document.replace(/^\uFEFF/, '')));
    return { version: Version && Version !== '-' ? Version : null, updated: Updated ?? null };
  } catch {
    return { version: null, updated: null, note: 'deployment.state.json on the host cannot be read' };
  }
}
