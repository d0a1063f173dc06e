import { accessOf, permits } from '../../contract/access';
import type { OperationMeta } from '../../contract/base';
import { HoldfastError } from '../../contract/errors';
import type { Caller } from '../services/activity/caller';

/** @throws HoldfastError FORBIDDEN when the caller's token does not permit the operation. */
export function requireAccess(caller: Caller, operation: { meta: OperationMeta; route: { method?: string } }): void {
  const needed = accessOf(operation);
  if (permits(caller.scope, needed)) return;
  throw new HoldfastError(
    'FORBIDDEN',
    `The token "${caller.token}" may only ${caller.scope}; this needs "${needed}".`,
    {
      remedy: `Use a token whose scope is "${needed}".`,
    },
  );
}
