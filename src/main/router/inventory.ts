import { os } from './base';

const { inventory } = os;

export const inventoryRouter = {
  get: inventory.get.handler(({ context: { application } }) => application.inventory.get()),

  merge: inventory.merge.handler(({ input: { body }, context: { application } }) =>
    application.audit.record({ operation: 'inventory.merge' }, async () => application.inventory.merge(body)),
  ),
};
