import { implement } from '@orpc/server';
import { contract } from '../../contract';
import type { Application } from '../application';
import { contractError } from './failures';

/** What every handler gets. */
export interface RouterContext {
  application: Application;
}

/** The contract, ready to be implemented. Every failure leaves here as an error of the contract. */
export const os = implement(contract)
  .$context<RouterContext>()
  .use(async ({ next, procedure, context: { application } }) => {
    try {
      return await next();
    } catch (error) {
      throw contractError(error, procedure['~orpc'].meta.failureTitle, application.log);
    }
  });
