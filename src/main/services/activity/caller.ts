import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { AccessScope } from '../../../contract/access';
import type { ActivityEntry } from '../../../contract/activity';
import { osUser } from './os-user';

/** Who asks for what is being done now, and in which request. */
export interface Caller {
  correlationId: string;
  via: ActivityEntry['via'];
  scope: AccessScope;
  /** The name of the token, over HTTP. */
  token?: string | undefined;
  /** Set when the request has put something on record. */
  recorded?: boolean;
}

const current = new AsyncLocalStorage<Caller>();

/** Runs a request on behalf of somebody: everything it calls finds `currentCaller`. */
export function onBehalfOf<T>(caller: Caller, work: () => T): T {
  return current.run(caller, work);
}

/** Who asks now; the application itself when nobody does. */
export function currentCaller(): Caller {
  return current.getStore() ?? newCaller('application');
}

/** The id of the request that is being served, if one is: for the log. */
export function currentCorrelationId(): string | undefined {
  return current.getStore()?.correlationId;
}

/** Somebody on this machine, who may do everything: the window, a command, the application itself. */
export function newCaller(via: Caller['via']): Caller {
  return { correlationId: randomUUID(), via, scope: 'admin' };
}

/** How a host is told who asks: the operating system's user at this machine, and the token's name over HTTP. */
export function operatorName({ token }: Caller = currentCaller()): string {
  const operator = `${osUser()}@${hostname()}`;
  return token === undefined ? operator : `${operator} (${token})`;
}
