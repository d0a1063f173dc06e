import { os } from './base';

const { inventory } = os;

export const inventoryRouter = {
  get: inventory.get.handler(({ context: { application } }) => application.inventory.get()),

  merge: inventory.merge.handler(({ input: { body }, context: { application } }) =>
    application.audit.record({ operation: 'inventory.merge' }, async () => application.inventory.merge(body)),
  ),

  addHost: inventory.addHost.handler(({ input: { body }, context: { application } }) =>
    application.audit.record({ operation: 'inventory.addHost', host: body.name }, async () =>
      application.editor.addHost(body),
    ),
  ),

  updateHost: inventory.updateHost.handler(({ input: { params, body }, context: { application } }) =>
    application.audit.record(
      { operation: 'inventory.updateHost', host: params.host, arguments: { name: body.name } },
      () => application.editor.updateHost(params.host, body),
    ),
  ),

  duplicateHost: inventory.duplicateHost.handler(({ input: { params, body }, context: { application } }) =>
    application.audit.record({ operation: 'inventory.duplicateHost', host: params.host, arguments: body }, async () =>
      application.editor.duplicateHost(params.host, body),
    ),
  ),

  removeHost: inventory.removeHost.handler(async ({ input: { params }, context: { application } }) => {
    await application.audit.record({ operation: 'inventory.removeHost', host: params.host }, () =>
      application.editor.removeHost(params.host),
    );
    return { removed: params.host };
  }),

  addPackage: inventory.addPackage.handler(({ input: { params, body }, context: { application } }) =>
    application.audit.record(
      {
        operation: 'inventory.addPackage',
        host: params.host,
        arguments: { repositoryLocation: body.repositoryLocation },
      },
      async () => application.editor.addPackage(params.host, body),
    ),
  ),

  updatePackage: inventory.updatePackage.handler(({ input: { params, body }, context: { application } }) =>
    application.audit.record(
      {
        operation: 'inventory.updatePackage',
        ...params,
        arguments: { repositoryLocation: body.repositoryLocation },
      },
      async () => application.editor.updatePackage(params.host, params.packageName, body),
    ),
  ),

  duplicatePackage: inventory.duplicatePackage.handler(({ input: { params, body }, context: { application } }) =>
    application.audit.record({ operation: 'inventory.duplicatePackage', ...params, arguments: body }, async () =>
      application.editor.duplicatePackage(params.host, params.packageName, body),
    ),
  ),

  removePackage: inventory.removePackage.handler(async ({ input: { params }, context: { application } }) => {
    await application.audit.record({ operation: 'inventory.removePackage', ...params }, async () =>
      application.editor.removePackage(params.host, params.packageName),
    );
    return { removed: params.packageName };
  }),

  previewImport: inventory.previewImport.handler(({ input: { body }, context: { application } }) =>
    application.imports.preview(body),
  ),

  applyImport: inventory.applyImport.handler(({ input: { body }, context: { application } }) =>
    application.audit.record(
      { operation: 'inventory.import', arguments: { format: body.format, rows: body.rows } },
      async () => application.imports.apply(body, body.rows),
    ),
  ),

  exportInventory: inventory.exportInventory.handler(({ context: { application } }) => application.imports.export()),
};
