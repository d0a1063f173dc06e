import { oc } from '@orpc/contract';
import { application } from './application';
import { backups } from './backups';
import { hosts } from './hosts';
import { inventory } from './inventory';

/**
 * Every operation of Holdfast. The MessagePort transport, the REST routes, the OpenAPI document and
 * the renderer's client and query hooks are all derived from this one object.
 */
export const contract = oc.prefix('/api').router({ application, backups, hosts, inventory });
export type Contract = typeof contract;
