import { z } from 'zod';
import { HoldfastError } from '../../../contract/errors';
import type { ResolvedPackage } from '../packages/package-directory';
import { installedScript, ownScript } from '../packages/script-command';
import type { HostScript } from './host-script';

/** Milliseconds for which an answer holds. A script that cannot answer is asked again: it may just be being replaced. */
const REMEMBERED = 60_000;

const HelpAnswerSchema = z.object({ toolVersion: z.string(), commands: z.array(z.string()) });

interface Known {
  commands: Promise<ReadonlySet<string>>;
  expires: number;
}

/** What the scripts of hosts can do. Older ones, and the specification's sample, know fewer commands. */
export class ScriptAbilities {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly script: HostScript,
    private readonly timeoutMs: number,
  ) {}

  /** @throws HoldfastError when the host cannot be asked at all; a script that cannot answer can do nothing. */
  async can(resolved: ResolvedPackage, command: string): Promise<boolean> {
    const { host } = resolved;
    const key = JSON.stringify([host.name, host.address, host.port, installedScript(host), ownScript(resolved)]);
    const now = Date.now();
    const known = this.#known.get(key);
    if (known && known.expires > now) return (await known.commands).has(command);
    const fresh: Known = { commands: this.#ask(resolved), expires: now + REMEMBERED };
    this.#known.set(key, fresh);
    let commands: ReadonlySet<string> = new Set();
    try {
      commands = await fresh.commands;
      return commands.has(command);
    } finally {
      if (commands.size === 0 && this.#known.get(key) === fresh) this.#known.delete(key);
    }
  }

  /** Forgets all answers: a host has other scripts now. */
  forget(): void {
    this.#known.clear();
  }

  async #ask(resolved: ResolvedPackage): Promise<ReadonlySet<string>> {
    try {
      const question = { command: ['help'], answer: HelpAnswerSchema, timeoutMs: this.timeoutMs } as const;
      return new Set((await this.script.ask(resolved, question)).commands);
    } catch (error) {
      if (error instanceof HoldfastError && ANSWERED.has(error.code)) return new Set();
      throw error;
    }
  }
}

/** The host was reached and its script did not answer as Holdfast's do: whoever uses it is told why by what they ask. */
const ANSWERED: ReadonlySet<string> = new Set([
  'SCRIPT_OUTPUT_INVALID',
  'SCRIPT_MISSING',
  'SCRIPT_NOT_EXECUTABLE',
  'SCRIPTS_OUTDATED',
  'HOST_COMMAND_FAILED',
  'SUDO_PASSWORD_REQUIRED',
  'TOOL_MISSING',
  'PERMISSION_DENIED',
  'INTERNAL',
]);
