import { os } from './base';
import { pending } from './pending';

const { inventory } = os;

export const inventoryRouter = {
  get: inventory.get.handler(({ context: { application } }) => application.inventory.get()),

  merge: inventory.merge.handler(({ input: { body }, context: { application } }) =>
    application.audit.record({ operation: 'inventory.merge' }, async () => application.inventory.merge(body)),
  ),

  addHost: inventory.addHost.handler(pending),
  updateHost: inventory.updateHost.handler(pending),
  duplicateHost: inventory.duplicateHost.handler(pending),
  removeHost: inventory.removeHost.handler(pending),
  addPackage: inventory.addPackage.handler(pending),
  updatePackage: inventory.updatePackage.handler(pending),
  duplicatePackage: inventory.duplicatePackage.handler(pending),
  removePackage: inventory.removePackage.handler(pending),
  previewImport: inventory.previewImport.handler(pending),
  applyImport: inventory.applyImport.handler(pending),
  exportInventory: inventory.exportInventory.handler(pending),
};
