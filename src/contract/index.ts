import { oc } from '@orpc/contract';
import { activity } from './activity';
import { application } from './application';
import { backups } from './backups';
import { hostCheck } from './host-check';
import { hostScripts } from './host-scripts';
import { hostState } from './host-state';
import { hosts } from './hosts';
import { inventory } from './inventory';
import { inventoryEditing } from './inventory-editing';
import { inventoryImport } from './inventory-import';
import { jobs } from './jobs';
import { rest } from './rest';
import { tokens } from './tokens';

/**
 * Every operation of Holdfast. The MessagePort transport, the REST routes, the OpenAPI document and
 * the renderer's client and query hooks are all derived from this one object.
 */
export const contract = oc.prefix('/api').router({
  activity,
  application,
  backups,
  hosts: { ...hosts, ...hostState, ...hostScripts, ...hostCheck },
  inventory: { ...inventory, ...inventoryEditing, ...inventoryImport },
  jobs,
  rest,
  tokens,
});
export type Contract = typeof contract;
