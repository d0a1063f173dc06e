import type { Host } from '../../src/contract/inventory';
import type { ExecOptions, ExecResult, HostCommand, HostConnections } from '../../src/main/services/ssh/connections';
import { json, scriptCall } from './fake-host';

/** What a host does with one call of its script; a function may stream, wait or throw. */
export type Call = (
  argv: readonly string[],
  options: ExecOptions,
) => Promise<Partial<ExecResult>> | Partial<ExecResult>;

/** A host whose script knows jobs: `start` and `follow` answer in turn from lists, whose last entry stays. */
export class FakeJobHost implements HostConnections {
  readonly commands: string[][] = [];
  readonly helps: Call[] = [() => json({ success: true, toolVersion: '0.1.0', commands: ['list', 'job'] })];
  readonly starts: Call[] = [() => json({ success: true, jobId: JOB, operation: 'backup' })];
  follows: Call[] = [];
  jobs: object[] = [];

  async exec(_host: Host, { argv }: HostCommand, options: ExecOptions): Promise<ExecResult> {
    const command = scriptCall(argv);
    this.commands.push(command);
    return { exitCode: 0, signal: null, stdout: '', stderr: '', ...(await this.#answer(command, options)) };
  }

  async upload(): Promise<void> {}
  async trustHostKey(): Promise<void> {}
  disconnect(): void {}
  async close(): Promise<void> {}

  /** Calls of `job ACTION`, each from the word after it on. */
  called(action: string): string[][] {
    return this.commands.filter(([, , name, word]) => name === 'job' && word === action).map((argv) => argv.slice(4));
  }

  #answer(command: string[], options: ExecOptions) {
    const [, , name, action] = command;
    if (command[1] === '-c') return { stdout: '{"Version":"v2.4.10"}\0' };
    if (name === 'help') return next(this.helps)?.(command, options) ?? {};
    if (name === 'list') return json({ backups: [] });
    if (name !== 'job') return { exitCode: 64 };
    if (action === 'list') return json({ success: true, jobs: this.jobs });
    return next(action === 'start' ? this.starts : this.follows)?.(command, options) ?? {};
  }
}

const next = (calls: Call[]) => (calls.length > 1 ? calls.shift() : calls[0]);

export const JOB = '20251127-101500-4f2a';

/** Follows: sends the lines that stand at `--from` and later, then ends. */
export const lines =
  (...all: (object | string)[]): Call =>
  (argv, { onLine }) => {
    const from = Number(argv.find((word) => word.startsWith('--from='))?.slice('--from='.length));
    for (const line of all.slice(from)) onLine?.(typeof line === 'string' ? line : JSON.stringify(line));
    return {};
  };

const time = '2025-11-27T10:15:00Z';
export const progress = (bytesDone: number, phase = 'copy') => ({
  type: 'progress',
  time,
  phase,
  bytesDone,
  bytesTotal: 100,
  cancellable: true,
});
export const log = (message: string) => ({ type: 'log', time, level: 'info', message });
export const result = (document: object, exitCode = 0) => ({ type: 'result', time, exitCode, result: document });
