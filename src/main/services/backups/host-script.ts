import { currentCaller, operatorName } from '../activity/caller';
import type { ResolvedPackage } from '../packages/package-directory';
import { locationOptions, scriptCommand } from '../packages/script-command';
import type { ExecOptions, HostConnections } from '../ssh/connections';
import type { Question } from './backup-host';
import { invalidAnswer, scriptFailure } from './script-failure';

/** The longest that a job is followed in one go, in milliseconds; who follows it goes on with another. */
const FOLLOW_LIMIT = 24 * 60 * 60 * 1000;

/** A package's backup script on its host, which answers with JSON (docs/host-protocol.md). */
export class HostScript {
  constructor(private readonly connections: HostConnections) {}

  /** @throws HoldfastError with the script's own code, or why the script could not answer. */
  async ask<T>(
    resolved: ResolvedPackage,
    { command, answer, answersWith = [], timeoutMs, signed = true }: Question<T> & { answersWith?: readonly number[] },
  ): Promise<T> {
    const words = [
      ...command,
      '--format=json',
      ...locationOptions(resolved),
      ...(signed ? callerOptions(command) : []),
    ];
    const result = await this.#run(resolved, words, { timeoutMs });
    const document = parseDocument(result.stdout);
    const isAnswer = result.exitCode === 0 || (result.exitCode !== null && answersWith.includes(result.exitCode));
    const parsed = isAnswer ? answer.safeParse(document) : undefined;
    if (parsed?.success) return parsed.data;
    throw result.exitCode === 0
      ? invalidAnswer(resolved, result.stdout || result.stderr)
      : scriptFailure(resolved, result, document);
  }

  /**
   * Passes on the event lines of a job from number `from` on, until its result or until the signal aborts.
   * @throws HoldfastError JOB_NOT_FOUND; the SSH codes when the connection is lost: the job goes on.
   */
  async followJob(
    resolved: ResolvedPackage,
    id: string,
    from: number,
    onLine: (line: string | undefined) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const words = ['job', 'follow', id, `--from=${from}`, '--format=json', ...locationOptions(resolved)];
    let last: string | undefined;
    const result = await this.#run(resolved, words, {
      timeoutMs: FOLLOW_LIMIT,
      signal,
      onLine: (line) => {
        last = line;
        // A failure's document is no event.
        if (line === undefined || !line.startsWith('{"success":')) onLine(line);
      },
    });
    if (result.exitCode !== 0) throw scriptFailure(resolved, result, parseDocument(last ?? ''));
  }

  #run(resolved: ResolvedPackage, words: readonly string[], options: ExecOptions) {
    return this.connections.exec(resolved.host, { argv: scriptCommand(resolved, words), asRoot: true }, options);
  }
}

/** Commands that change nothing, and so are not on the host's record. */
const QUESTIONS: ReadonlySet<string | undefined> = new Set(['help', 'list', 'status', 'plan']);

/** Who asks, for the host's own record: it and ours name the same request. */
function callerOptions([name]: readonly string[]): string[] {
  if (QUESTIONS.has(name)) return [];
  const caller = currentCaller();
  return [`--operator=${operatorName(caller)}`, `--audit-id=${caller.correlationId}`];
}

function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
