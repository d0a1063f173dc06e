import { z } from 'zod';
import { HostParams, oneLine, operation, PackageParams } from './base';
import { HostSchema, PackageSchema } from './inventory';

const HostPackageParams = HostParams.extend(PackageParams.shape);
const tags = ['Inventory'];

/** Adding, changing and removing hosts and packages. No host is asked; nothing on a host changes. */
export const inventoryEditing = {
  addHost: operation
    .meta({ failureTitle: 'Failed to add the host', access: 'admin' })
    .route({
      method: 'POST',
      path: '/inventory/hosts',
      operationId: 'AddHost',
      summary: 'Add a host',
      description: 'A name that is taken is 409 NAME_TAKEN.',
      tags,
    })
    .input(z.object({ body: HostSchema }))
    .output(HostSchema),

  updateHost: operation
    .meta({ failureTitle: 'Failed to change the host', access: 'admin' })
    .route({
      method: 'PUT',
      path: '/inventory/hosts/{host}',
      operationId: 'UpdateHost',
      summary: 'Replace a host; another name renames it, its secrets and what refers to it',
      description: 'Without `packages` in the body the host keeps its packages.',
      tags,
    })
    .input(
      z.object({
        params: HostParams,
        body: HostSchema.extend({ packages: HostSchema.shape.packages.unwrap().optional() }),
      }),
    )
    .output(HostSchema),

  duplicateHost: operation
    .meta({ failureTitle: 'Failed to duplicate the host', access: 'admin' })
    .route({
      method: 'POST',
      path: '/inventory/hosts/{host}/duplicate',
      operationId: 'DuplicateHost',
      summary: 'Add a copy of a host under another name; secrets are not copied',
      tags,
    })
    .input(
      z.object({
        params: HostParams,
        body: z.object({ name: HostSchema.shape.name, address: HostSchema.shape.address.optional() }),
      }),
    )
    .output(HostSchema),

  removeHost: operation
    .meta({ failureTitle: 'Failed to remove the host', access: 'admin' })
    .route({
      method: 'DELETE',
      path: '/inventory/hosts/{host}',
      operationId: 'RemoveHost',
      summary: 'Forget a host, its packages and its secrets; nothing on it changes',
      description: 'A host that others connect through is 409 HOST_IN_USE.',
      tags,
    })
    .input(z.object({ params: HostParams }))
    .output(z.object({ removed: z.string() })),

  addPackage: operation
    .meta({ failureTitle: 'Failed to add the package', access: 'admin' })
    .route({
      method: 'POST',
      path: '/inventory/hosts/{host}/packages',
      operationId: 'AddPackage',
      summary: 'Add a package to a host',
      tags,
    })
    .input(z.object({ params: HostParams, body: PackageSchema }))
    .output(PackageSchema),

  updatePackage: operation
    .meta({ failureTitle: 'Failed to change the package', access: 'admin' })
    .route({
      method: 'PUT',
      path: '/inventory/hosts/{host}/packages/{packageName}',
      operationId: 'UpdatePackage',
      summary: 'Replace a package',
      tags,
    })
    .input(z.object({ params: HostPackageParams, body: PackageSchema }))
    .output(PackageSchema),

  duplicatePackage: operation
    .meta({ failureTitle: 'Failed to duplicate the package', access: 'admin' })
    .route({
      method: 'POST',
      path: '/inventory/hosts/{host}/packages/{packageName}/duplicate',
      operationId: 'DuplicatePackage',
      summary: 'Add a copy of a package under another repository location, to this host or another',
      tags,
    })
    .input(
      z.object({
        params: HostPackageParams,
        body: z.object({
          /** Default: the same location, which needs another host. */
          repositoryLocation: PackageSchema.shape.repositoryLocation.optional(),
          /** Default: the same host. */
          toHost: oneLine(100).optional(),
        }),
      }),
    )
    .output(PackageSchema),

  removePackage: operation
    .meta({ failureTitle: 'Failed to remove the package', access: 'admin' })
    .route({
      method: 'DELETE',
      path: '/inventory/hosts/{host}/packages/{packageName}',
      operationId: 'RemovePackage',
      summary: 'Forget a package; nothing on the host changes',
      tags,
    })
    .input(z.object({ params: HostPackageParams }))
    .output(z.object({ removed: z.string() })),
};
