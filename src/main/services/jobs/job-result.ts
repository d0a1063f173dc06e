import { HoldfastError, isErrorCode } from '../../../contract/errors';
import type { JobResultEvent } from '../../../contract/jobs';
import { saidFailure } from '../backups/script-failure';
import type { ResolvedPackage } from '../packages/package-directory';
import { type HostResult, stateOf } from './read-event';

/** A host's result line as the contract's event: with the error that the operation itself would have answered. */
export function resultEvent(resolved: ResolvedPackage, jobId: string, index: number, line: HostResult): JobResultEvent {
  const { time, exitCode, result } = line;
  const state = stateOf(line);
  if (state === 'done') return { type: 'result', index, time, state, exitCode, result, error: null };
  const failure =
    saidFailure(resolved, result) ??
    new HoldfastError('INTERNAL', `The job ended with exit code ${exitCode} and did not say why.`, {
      host: resolved.host.name,
      packageName: resolved.name,
    });
  const { code, message, data } = failure;
  const title = typeof result?.error === 'string' ? result.error : 'The operation failed';
  return {
    type: 'result',
    index,
    time,
    state,
    exitCode,
    // The answer of a verification of all backups that found something.
    result: Array.isArray(result?.results) ? result : null,
    error: { success: false, error: title, message, code, ...data, jobId },
  };
}

/** The error of a job that failed. */
export function failureOf({ error }: JobResultEvent): HoldfastError {
  const { success: _success, error: _title, message, code, ...data } = error ?? {};
  return new HoldfastError(isErrorCode(code) ? code : 'INTERNAL', message, data);
}
