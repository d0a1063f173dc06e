import { posix } from 'node:path';
import { type ErrorCode, HoldfastError } from '../../../contract/errors';
import { type HostScripts, type HostScriptsChange, HostScriptsChangeSchema } from '../../../contract/host-scripts';
import type { Host } from '../../../contract/inventory';
import { packagesOf } from '../packages/package-directory';
import { locationOptions } from '../packages/script-command';
import { hostCommandFailure } from '../ssh/command-failure';
import type { ExecResult, HostConnections, UploadFile } from '../ssh/connections';
import type { LocalScripts } from './local-scripts';
import { describeScripts, lookForScripts, readLines } from './script-versions';
import { withStagedScripts } from './staged-scripts';

/** install.sh's exit codes. */
const EXIT_CODES: Record<number, ErrorCode> = {
  65: 'HOST_COMMAND_FAILED',
  69: 'TOOL_MISSING',
  73: 'NO_SPACE',
  75: 'BUSY',
  77: 'PERMISSION_DENIED',
};
/** Name of the staged file with the packages that the host recovers when it starts. */
const BOOT_PACKAGES = 'boot-packages';

/**
 * Puts Holdfast's scripts on hosts. Everything that changes a host is done there by scripts/host/install.sh in one
 * command, so that a lost connection leaves nothing half done. Errors are HoldfastError.
 */
export class HostScriptsService {
  /**
   * @param timeoutMs for each single step
   * @param onChange told when a host may have other scripts than before
   */
  constructor(
    private readonly connections: HostConnections,
    readonly local: LocalScripts,
    private readonly timeoutMs: number,
    private readonly onChange: () => void = () => {},
  ) {}

  async status(host: Host): Promise<HostScripts> {
    const argv = lookForScripts(host);
    const result = await this.connections.exec(host, { argv, asRoot: true }, { timeoutMs: this.timeoutMs });
    if (result.exitCode !== 0) throw hostCommandFailure(host, result);
    return describeScripts(host, readLines(result.stdout), this.local);
  }

  /** @throws HoldfastError SCRIPTS_NEWER, NO_SPACE, PERMISSION_DENIED, BUSY, TOOL_MISSING, SUDO_PASSWORD_REQUIRED, … */
  async install(host: Host, { replaceNewer = false } = {}): Promise<HostScriptsChange> {
    const before = await this.status(host);
    if (before.state === 'newer' && !replaceNewer) {
      throw new HoldfastError(
        'SCRIPTS_NEWER',
        `Host "${host.name}" has newer scripts (${before.installedVersion}) than this Holdfast (${this.local.version}).`,
        { host: host.name, remedy: 'Update Holdfast on this machine. Replace them only if you mean to go back.' },
      );
    }
    const more = [{ path: BOOT_PACKAGES, content: bootPackages(host) }];
    return this.#run(host, 'install', more, (folder) => [
      `--expect=${this.local.version}`,
      ...(more[0]?.content.length ? [`--boot-packages=${posix.join(folder, BOOT_PACKAGES)}`] : []),
    ]);
  }

  rollback(host: Host): Promise<HostScriptsChange> {
    return this.#run(host, 'rollback');
  }

  uninstall(host: Host): Promise<HostScriptsChange> {
    return this.#run(host, 'uninstall');
  }

  async #run(
    host: Host,
    command: 'install' | 'rollback' | 'uninstall',
    more: UploadFile[] = [],
    options: (folder: string) => string[] = () => [],
  ): Promise<HostScriptsChange> {
    const { connections, local: scripts, timeoutMs } = this;
    const result = await withStagedScripts(connections, host, { scripts, more, timeoutMs }, (folder) => {
      const script = posix.join(folder, 'scripts', 'install.sh');
      const argv = ['bash', script, command, `--root=${host.scriptsDirectory}`, ...options(folder)] as const;
      return connections.exec(host, { argv, asRoot: true }, { timeoutMs });
    });
    this.onChange();
    if (result.exitCode !== 0) throw installFailure(host, result);
    const said = readLines(result.stdout);
    return HostScriptsChangeSchema.parse({
      // Whether AutoUpdater's own are there besides is for the host to say.
      ...(command === 'uninstall' ? await this.status(host) : describeScripts(host, said, scripts)),
      outcome: said.get('outcome')?.[0],
      warnings: said.get('warning') ?? [],
    });
  }
}

/** The options of each package with backups, as recover-at-boot.sh reads them. */
function bootPackages(host: Host): Buffer {
  const packages = packagesOf(host).filter((resolved) => resolved.package.backupEnabled);
  return Buffer.from(packages.map((resolved) => `${locationOptions(resolved).join('\0')}\0\0`).join(''));
}

function installFailure(host: Host, result: ExecResult): HoldfastError {
  const code = EXIT_CODES[result.exitCode ?? -1];
  const said = result.stderr.trim().split('\n').at(-1);
  if (code === undefined || !said) return hostCommandFailure(host, result);
  return new HoldfastError(code, `On host "${host.name}": ${said}`, {
    host: host.name,
    details: result.stderr.trim().slice(-2000),
  });
}
