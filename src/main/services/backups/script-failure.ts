import { z } from 'zod';
import { ErrorDataSchema, HoldfastError, isErrorCode } from '../../../contract/errors';
import type { ResolvedPackage } from '../packages/package-directory';
import { ONLY_AUTOUPDATER, ownScript } from '../packages/script-command';
import { hostCommandFailure } from '../ssh/command-failure';
import type { ExecResult } from '../ssh/connections';

/** Exit codes with which bash itself says that it could not run the script. */
const BASH_CANNOT_RUN = 126;
const BASH_CANNOT_FIND = 127;

/** What a script answers when it fails. Fields of another shape are left out, not refused. */
const FailureAnswerSchema = z.object({
  error: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  operation: ErrorDataSchema.shape.operation.catch(undefined),
  problems: ErrorDataSchema.shape.problems.catch(undefined),
  undone: ErrorDataSchema.shape.undone.catch(undefined),
});

/** What a script said of its failure; undefined when it said nothing. The title is the operation's own, as the contract has it. */
export function saidFailure(
  { host, name }: ResolvedPackage,
  document: unknown,
  details?: string,
): HoldfastError | undefined {
  const said = FailureAnswerSchema.safeParse(document);
  if (!said.success) return undefined;
  const { error, message, code, ...more } = said.data;
  const sentence = message ?? error;
  if (!sentence) return undefined;
  // Holdfast asks only what its own scripts know: these are of another version.
  if (code === 'USAGE') {
    return new HoldfastError('SCRIPTS_OUTDATED', `The scripts on host "${host.name}" do not know this: ${sentence}`, {
      host: host.name,
      packageName: name,
      details,
      remedy: "Install Holdfast's current scripts on the host.",
    });
  }
  return new HoldfastError(isErrorCode(code) ? code : 'HOST_COMMAND_FAILED', sentence, {
    host: host.name,
    packageName: name,
    details,
    ...more,
  });
}

/** Why a script failed, from what it printed and how it ended. */
export function scriptFailure(resolved: ResolvedPackage, result: ExecResult, document: unknown): HoldfastError {
  const { host, name } = resolved;
  const path = ownScript(resolved);
  const data = { host: host.name, packageName: name, details: result.stderr.trim().slice(-2000) };
  if (result.exitCode === ONLY_AUTOUPDATER) {
    return new HoldfastError(
      'SCRIPTS_OUTDATED',
      `Host "${host.name}" has only AutoUpdater's own scripts, which can create and list backups and nothing else.`,
      { ...data, remedy: "Install Holdfast's scripts on the host." },
    );
  }
  const said = saidFailure(resolved, document, data.details);
  if (said) return said;
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

/** The script ended well and did not answer as it should. @param output what it printed */
export function invalidAnswer(resolved: ResolvedPackage, output: string): HoldfastError {
  const { host, name } = resolved;
  return new HoldfastError(
    'SCRIPT_OUTPUT_INVALID',
    `The backup script ${ownScript(resolved)} on host "${host.name}" did not answer with the expected JSON.`,
    {
      host: host.name,
      packageName: name,
      details: output.trim().slice(0, 2000),
      remedy: "It may be an older script. Install Holdfast's scripts on the host.",
    },
  );
}
