import { posix } from 'node:path';
import type { z } from 'zod';
import { HoldfastError, isErrorCode } from '../../../contract/errors';
import type { ResolvedPackage } from '../packages/package-directory';
import { hostCommandFailure } from '../ssh/command-failure';
import type { ExecResult, HostConnections } from '../ssh/connections';
import { FailureAnswerSchema } from './host-answers';

/** Exit codes with which bash itself says that it could not run the script. */
const BASH_CANNOT_RUN = 126;
const BASH_CANNOT_FIND = 127;

/** Runs a package's backup script on its host and reads its JSON answer. */
export class HostScript {
  constructor(private readonly connections: HostConnections) {}

  /**
   * @param command the script's command and its own arguments, such as `['restore', file, '--yes']`.
   * @param answer what the script must answer with when it succeeds.
   * @throws HoldfastError with the script's own code, or why the script could not answer.
   */
  async run<T>(
    resolved: ResolvedPackage,
    command: readonly string[],
    answer: z.ZodType<T>,
    timeoutMs: number,
  ): Promise<T> {
    const path = scriptPath(resolved);
    const argv = ['bash', path, ...command, '--format=json', ...locationOptions(resolved)] as const;
    const result = await this.connections.exec(resolved.host, { argv, asRoot: true }, { timeoutMs });
    const document = parseDocument(result.stdout);
    if (result.exitCode !== 0) throw scriptFailure(resolved, path, result, document);
    const parsed = answer.safeParse(document);
    if (!parsed.success) throw invalidAnswer(resolved, path, result);
    return parsed.data;
  }
}

function scriptPath({ package: { backupScriptPath }, folder }: ResolvedPackage): string {
  return posix.isAbsolute(backupScriptPath) ? backupScriptPath : posix.join(folder, backupScriptPath);
}

/** Only what the inventory says: every default is the script's own. */
function locationOptions({ name, folder, package: item }: ResolvedPackage): string[] {
  const options = {
    'package-name': name,
    'package-dir': folder,
    'compose-file': item.composeFile,
    'backup-dir': item.backupDirectory,
    'data-dir': item.dataDirectory,
    service: item.eventStoreService,
    'health-url': item.healthUrl === null ? '' : item.healthUrl,
    'log-file': item.logFile,
  };
  return Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [`--${option}=${value}`]));
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
  const said = FailureAnswerSchema.safeParse(document);
  if (said.success && (said.data.message ?? said.data.error)) {
    const code = isErrorCode(said.data.code) ? said.data.code : 'HOST_COMMAND_FAILED';
    return new HoldfastError(code, said.data.message ?? said.data.error, data);
  }
  if (result.exitCode === BASH_CANNOT_FIND && /No such file/i.test(result.stderr)) {
    return new HoldfastError('SCRIPT_MISSING', `The backup script ${path} is not on host "${host.name}".`, {
      ...data,
      remedy: 'Copy scripts/host to the host and set "backupScriptPath" in the inventory to its es-backup-manage.sh.',
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
      remedy: 'It may be an older script. Copy the current scripts/host to the host.',
    },
  );
}
