import { type ErrorBody, HoldfastError, isErrorCode } from '../../../contract/errors';
import type { JobEvent } from '../../../contract/jobs';
import { currentCaller, operatorName } from '../activity/caller';
import type { JobFollower } from '../jobs/job-service';
import { readEvent, stateOf } from '../jobs/read-event';
import type { ResolvedPackage } from '../packages/package-directory';
import { locationOptions, ONLY_AUTOUPDATER, ownScript, scriptCommand } from '../packages/script-command';
import { hostCommandFailure } from '../ssh/command-failure';
import type { ExecResult, HostConnections } from '../ssh/connections';
import type { BackupHost, LongOperation, Performance, Question } from './backup-host';
import { FailureAnswerSchema } from './host-answers';

/** Milliseconds. */
const FOLLOW_LIMIT = 60 * 60 * 1000;
/** Exit codes with which bash itself says that it could not run the script. */
const BASH_CANNOT_RUN = 126;
const BASH_CANNOT_FIND = 127;

/** A package's backup script on its host, which answers with JSON. */
export class HostScript implements BackupHost, JobFollower {
  constructor(private readonly connections: HostConnections) {}

  /** @throws HoldfastError with the script's own code, or why the script could not answer. */
  async ask<T>(resolved: ResolvedPackage, { command, answer, timeoutMs }: Question<T>): Promise<T> {
    const path = ownScript(resolved);
    const words = [...command, '--format=json', ...locationOptions(resolved), ...callerOptions(command)];
    const argv = scriptCommand(resolved, words);
    const result = await this.connections.exec(resolved.host, { argv, asRoot: true }, { timeoutMs });
    const document = parseDocument(result.stdout);
    if (result.exitCode !== 0) throw scriptFailure(resolved, path, result, document);
    const parsed = answer.safeParse(document);
    if (!parsed.success) throw invalidAnswer(resolved, path, result);
    return parsed.data;
  }

  perform<T>(
    resolved: ResolvedPackage,
    { operation, arguments: words, answer, timeoutMs }: LongOperation<T>,
  ): Performance<T> {
    return {
      ended: this.ask(resolved, { command: [operation, ...words], answer, timeoutMs }),
      early: new Promise(() => {}),
    };
  }

  async *follow(
    resolved: ResolvedPackage,
    id: string,
    from: number,
    signal?: AbortSignal,
  ): AsyncGenerator<JobEvent, void> {
    const { host, name } = resolved;
    const path = ownScript(resolved);
    const words = ['job', 'follow', id, `--from=${from}`, '--format=json', ...locationOptions(resolved)];
    const argv = scriptCommand(resolved, words);
    const result = await this.connections.exec(host, { argv, asRoot: true }, { timeoutMs: FOLLOW_LIMIT, signal });
    if (result.exitCode !== 0) throw scriptFailure(resolved, path, result, parseDocument(result.stdout));
    for (const [offset, line] of result.stdout.trimEnd().split('\n').entries()) {
      const event = readEvent(line);
      if (!event) continue;
      const index = from + offset;
      if (event.type !== 'result') {
        yield { ...event, index };
        continue;
      }
      const state = stateOf(event);
      const failure = scriptFailure(resolved, path, { ...result, exitCode: event.exitCode }, event.result);
      const { title = 'The operation failed', ...data } = failure.data;
      const said = FailureAnswerSchema.safeParse(event.result);
      const error: ErrorBody = {
        success: false,
        error: said.data?.error ?? title,
        message: failure.message,
        code: failure.code,
        ...data,
        host: host.name,
        packageName: name,
        jobId: id,
      };
      yield state === 'done'
        ? { type: 'result', index, time: event.time, state, exitCode: 0, result: event.result, error: null }
        : { type: 'result', index, time: event.time, state, exitCode: event.exitCode, result: null, error };
    }
  }
}

/** Commands that change nothing, and so are not on the host's record. */
const QUESTIONS: ReadonlySet<string | undefined> = new Set(['list', 'status', 'plan']);

/** Who asks, for the host's own record: it and ours name the same request. */
function callerOptions([name]: readonly string[]): string[] {
  if (QUESTIONS.has(name)) return [];
  const caller = currentCaller();
  return [`--operator=${operatorName(caller)}`, `--audit-id=${caller.correlationId}`];
}

function parseDocument(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

function scriptFailure(resolved: ResolvedPackage, path: string, result: ExecResult, document: unknown): HoldfastError {
  const { host, name } = resolved;
  const data = { host: host.name, packageName: name, details: result.stderr.trim().slice(-2000) };
  if (result.exitCode === ONLY_AUTOUPDATER) {
    return new HoldfastError(
      'SCRIPTS_OUTDATED',
      `Host "${host.name}" has only AutoUpdater's own scripts, which can create and list backups and nothing else.`,
      { ...data, remedy: "Install Holdfast's scripts on the host." },
    );
  }
  const said = FailureAnswerSchema.safeParse(document);
  if (said.success && (said.data.message ?? said.data.error)) {
    const code = isErrorCode(said.data.code) ? said.data.code : 'HOST_COMMAND_FAILED';
    return new HoldfastError(code, said.data.message ?? said.data.error, data);
  }
  if (result.exitCode === BASH_CANNOT_FIND && /No such file/i.test(result.stderr)) {
    return new HoldfastError('SCRIPT_MISSING', `The backup script ${path} is not on host "${host.name}".`, {
      ...data,
      remedy: "Install Holdfast's scripts on the host.",
    });
  }
  if (result.exitCode === BASH_CANNOT_RUN) {
    return new HoldfastError('SCRIPT_NOT_EXECUTABLE', `The backup script ${path} cannot be run on "${host.name}".`, {
      ...data,
      remedy: `Make it a readable file: chmod 755 ${path}`,
    });
  }
  return hostCommandFailure(host, result);
}

function invalidAnswer({ host, name }: ResolvedPackage, path: string, result: ExecResult): HoldfastError {
  return new HoldfastError(
    'SCRIPT_OUTPUT_INVALID',
    `The backup script ${path} on host "${host.name}" did not answer with the expected JSON.`,
    {
      host: host.name,
      packageName: name,
      details: (result.stdout || result.stderr).trim().slice(0, 2000),
      remedy: "It may be an older script. Install Holdfast's scripts on the host.",
    },
  );
}
