import type { Host } from '../../src/contract/inventory';
import type { ExecOptions, ExecResult, HostCommand, HostConnections } from '../../src/main/services/ssh/connections';

/** A host that answers commands from a function: for what the service makes of an answer, not for SSH itself. */
export class FakeHost implements HostConnections {
  readonly commands: string[][] = [];

  constructor(private readonly answer: (argv: readonly string[], host: Host) => Partial<ExecResult> | Error) {}

  async exec(host: Host, { argv }: HostCommand, { onLine }: ExecOptions): Promise<ExecResult> {
    const command = scriptCall(argv);
    this.commands.push(command);
    const answer = this.answer(command, host);
    if (answer instanceof Error) throw answer;
    const result = { exitCode: 0, signal: null, stdout: '', stderr: '', ...answer };
    if (!onLine) return result;
    for (const line of result.stdout.trimEnd().split('\n')) onLine(line);
    return { ...result, stdout: '' };
  }

  async upload(): Promise<void> {}
  async trustHostKey(): Promise<void> {}
  disconnect(): void {}
  async close(): Promise<void> {}
}

/** A package's script without what looks for it: `bash SCRIPT WORDS…`. Any other command stays as it is. */
export function scriptCall(argv: readonly string[]): string[] {
  const [, , , name, , own = '', ...words] = argv;
  return name === 'holdfast-script' ? ['bash', own, ...words] : [...argv];
}

/** A script's answer: one JSON document. */
export const json = (document: unknown, exitCode = 0): Partial<ExecResult> => ({
  exitCode,
  stdout: `${JSON.stringify(document)}\n`,
});
