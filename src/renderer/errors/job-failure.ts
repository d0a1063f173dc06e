import type { ErrorBody } from '../../contract/errors';

/** A job that failed, with the error that its operation would have answered. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';

  constructor(readonly body: ErrorBody) {
    super(body.message);
  }
}
