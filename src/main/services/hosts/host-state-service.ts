import { posix } from 'node:path';
import { HoldfastError } from '../../../contract/errors';
import {
  type HostState,
  type LastHostState,
  type PackageState,
  PackageStateSchema,
} from '../../../contract/host-state';
import { type Host, packageNameOf } from '../../../contract/inventory';
import { AUTOUPDATER_LIMITATIONS, type AutoUpdaterScripts } from '../backups/autoupdater-scripts';
import type { InventoryService } from '../inventory/inventory-service';
import { parseState } from '../packages/deployment-state';
import { packagesOf, type ResolvedPackage } from '../packages/package-directory';
import { locationOptions, scriptCommand } from '../packages/script-command';
import type { HostConnections } from '../ssh/connections';
import type { LastStates } from './last-states';
import type { LocalScripts } from './local-scripts';
import { runTogether } from './run-together';
import { describeScripts, lookForScripts, readLines } from './script-versions';
import { readState, type ScriptState } from './state-answer';

const HOUR = 60 * 60 * 1000;
/** Prints a file, or nothing where there is none. */
const READ_FILE = '[ ! -e "$1" ] || cat -- "$1"';

/** How hosts and their packages stand: asked for, one channel a host, and remembered. Errors are HoldfastError. */
export class HostStateService {
  readonly #asking = new Map<string, Promise<HostState>>();

  constructor(
    private readonly connections: HostConnections,
    private readonly inventory: InventoryService,
    private readonly autoUpdater: AutoUpdaterScripts,
    private readonly last: LastStates,
    private readonly local: LocalScripts,
    private readonly timeoutMs: number,
  ) {}

  /** Asks a host. Those who ask while an answer is due get the same one. */
  async state(host: Host): Promise<HostState> {
    const key = JSON.stringify(host);
    let asking = this.#asking.get(key);
    if (!asking) {
      asking = this.#remembered(host).finally(() => this.#asking.delete(key));
      this.#asking.set(key, asking);
    }
    return judged(host, await asking);
  }

  /** What all hosts of the inventory answered last. */
  lastStates(): LastHostState[] {
    return this.inventory.get().hosts.map((host) => {
      const { state, failure } = this.last.get(host.name);
      return { host: host.name, state: state && judged(host, state), failure };
    });
  }

  async #remembered(host: Host): Promise<HostState> {
    try {
      const state = await this.#ask(host);
      this.last.answered(state);
      return state;
    } catch (error) {
      if (error instanceof HoldfastError) {
        const { code, message, data } = error;
        this.last.failed(host.name, { code, message, remedy: data.remedy, failedAt: new Date().toISOString() });
      }
      throw error;
    }
  }

  async #ask(host: Host): Promise<HostState> {
    const packages = packagesOf(host);
    const [scripts, ...answers] = await runTogether(
      this.connections,
      host,
      [
        lookForScripts(host),
        ...packages.map(({ folder }) => [
          'bash',
          '-c',
          READ_FILE,
          'holdfast',
          posix.join(folder, 'deployment.state.json'),
        ]),
        ...packages.map((resolved) =>
          scriptCommand(resolved, ['state', '--format=json', ...locationOptions(resolved)]),
        ),
      ],
      { timeoutMs: this.timeoutMs },
    );
    const nothing = { stdout: '', exitCode: 1 };
    const states = await Promise.all(
      packages.map(async (resolved, index): Promise<PackageState> => {
        const deployed = parseState(answers[index]?.stdout ?? '');
        const said = await this.#completed(resolved, readState(answers[packages.length + index] ?? nothing));
        const note = [deployed.note, said.note].filter(Boolean).join(' ') || undefined;
        return PackageStateSchema.parse({ name: resolved.name, ...said, ...deployed, note });
      }),
    );
    const { state } = describeScripts(host, readLines(scripts?.stdout ?? ''), this.local);
    return { host: host.name, checkedAt: new Date().toISOString(), scripts: state, packages: states };
  }

  /** AutoUpdater's scripts are asked for their list: they have no other question. */
  async #completed(resolved: ResolvedPackage, said: ScriptState): Promise<ScriptState> {
    if (said.limitations !== AUTOUPDATER_LIMITATIONS || !resolved.package.backupEnabled) return said;
    try {
      const { backups } = await this.autoUpdater.list(resolved, this.timeoutMs);
      const [newest] = backups;
      return {
        ...said,
        backupCount: backups.length,
        newestBackup: newest ? { ...newest, verification: null } : null,
      };
    } catch (error) {
      if (!(error instanceof HoldfastError)) throw error;
      return { ...said, note: error.message };
    }
  }
}

/** Whether the newest backup is too old depends on when one asks. */
function judged(host: Host, state: HostState): HostState {
  const packages = state.packages.map((item) => {
    const known = host.packages.find(({ repositoryLocation }) => packageNameOf(repositoryLocation) === item.name);
    // Without a count nothing is known of backups, which is another matter than that they are old.
    if (!known?.backupEnabled || item.backupCount === null) return { ...item, backupStale: false };
    const age = item.newestBackup ? Date.now() - Date.parse(item.newestBackup.createdDate) : Number.POSITIVE_INFINITY;
    return { ...item, backupStale: age > known.staleAfterHours * HOUR };
  });
  return { ...state, packages };
}
