import { implement } from '@orpc/server';
import { contract } from '../../contract';
import type { Application } from '../application';
import { type Caller, onBehalfOf } from '../services/activity/caller';
import { requireAccess } from './access';
import { contractError } from './failures';
import { holdToLimit } from './limit';
import { type Call, putOnRecord } from './record';

/** What every handler gets. */
export interface RouterContext {
  application: Application;
  /** Who asks. Each call of one request gets a copy of its own. */
  caller: () => Caller;
}

/**
 * The contract, ready to be implemented. Every call is made on behalf of its caller, who must be allowed to make it;
 * what changes something is put on record; and every failure leaves here as an error of the contract.
 */
export const os = implement(contract)
  .$context<RouterContext>()
  .use(({ next, procedure, path, context }, input) => {
    const { application } = context;
    const caller = context.caller();
    const operation = procedure['~orpc'];
    const call: Call = { application, caller, path, input, operation };
    return onBehalfOf(caller, async () => {
      try {
        return await putOnRecord(call, async () => {
          requireAccess(caller, operation);
          return holdToLimit(call, async () => next());
        });
      } catch (error) {
        throw contractError(error, { title: operation.meta.failureTitle, caller, log: application.log });
      }
    });
  });
