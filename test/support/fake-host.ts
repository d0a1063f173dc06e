import type { Host } from '../../src/contract/inventory';
import type { ExecResult, HostCommand, HostConnections } from '../../src/main/services/ssh/connections';

/** A host that answers commands from a function: for what the service makes of an answer, not for SSH itself. */
export class FakeHost implements HostConnections {
  readonly commands: string[][] = [];

  constructor(private readonly answer: (argv: readonly string[], host: Host) => Partial<ExecResult> | Error) {}

  async exec(host: Host, { argv }: HostCommand): Promise<ExecResult> {
    this.commands.push([...argv]);
    const answer = this.answer(argv, host);
    if (answer instanceof Error) throw answer;
    return { exitCode: 0, signal: null, stdout: '', stderr: '', ...answer };
  }

  async trustHostKey(): Promise<void> {}
  disconnect(): void {}
  async close(): Promise<void> {}
}

/** A script's answer: one JSON document. */
export const json = (document: unknown, exitCode = 0): Partial<ExecResult> => ({
  exitCode,
  stdout: `${JSON.stringify(document)}\n`,
});
