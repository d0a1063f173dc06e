import { HoldfastError } from '../../contract/errors';

/** For operations whose service lands in one of the next commits. */
export function pending(): never {
  throw new HoldfastError('INTERNAL', 'This operation is not built yet.');
}
