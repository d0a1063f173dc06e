import { posix } from 'node:path';
import type { PackageRef } from '../../../contract/base';
import { HoldfastError } from '../../../contract/errors';
import type { HostSummary } from '../../../contract/hosts';
import { type Host, type Package, packageNameOf } from '../../../contract/inventory';
import type { InventoryService } from '../inventory/inventory-service';

/** A package on a host, found by name. */
export interface ResolvedPackage {
  name: string;
  host: Host;
  package: Package;
  /** The package's folder on the host, absolute. */
  folder: string;
}

/** Finds packages in the inventory. */
export class PackageDirectory {
  constructor(private readonly inventory: InventoryService) {}

  /** All hosts with their packages, from the inventory alone. */
  summaries(): HostSummary[] {
    return this.inventory.get().hosts.map((host) => ({
      name: host.name,
      address: host.address,
      port: host.port,
      user: host.user,
      jumpHost: host.jumpHost,
      packages: packagesOf(host).map(
        ({ name, folder, package: { backupEnabled, repositoryUrl, staleAfterHours } }) => ({
          name,
          folder,
          repositoryUrl,
          backupEnabled,
          staleAfterHours,
        }),
      ),
    }));
  }

  /** @throws HoldfastError PACKAGE_NOT_FOUND, PACKAGE_AMBIGUOUS (with the hosts to choose from), HOST_NOT_FOUND */
  resolve({ packageName, host: hostName }: PackageRef): ResolvedPackage {
    const hosts = hostName === undefined ? this.inventory.get().hosts : [this.inventory.host(hostName)];
    const found = hosts.flatMap((host) => packagesOf(host).filter(({ name }) => name === packageName));
    const [first, ...others] = found;
    if (!first) {
      const where = hostName === undefined ? 'No host has' : `Host "${hostName}" does not have`;
      throw new HoldfastError('PACKAGE_NOT_FOUND', `${where} a package named "${packageName}".`, { packageName });
    }
    if (others.length > 0) {
      const names = found.map(({ host }) => host.name);
      throw new HoldfastError(
        'PACKAGE_AMBIGUOUS',
        `Several hosts have a package named "${packageName}": ${names.join(', ')}. Choose one with ?host=NAME.`,
        { packageName, hosts: names },
      );
    }
    return first;
  }

  /** As `resolve`, for operations on backups. @throws HoldfastError BACKUP_NOT_SUPPORTED */
  resolveForBackup(ref: PackageRef): ResolvedPackage {
    const resolved = this.resolve(ref);
    if (!resolved.package.backupEnabled) {
      throw new HoldfastError(
        'BACKUP_NOT_SUPPORTED',
        `Backups are not enabled for package "${resolved.name}" on host "${resolved.host.name}".`,
        {
          packageName: resolved.name,
          host: resolved.host.name,
          remedy: 'Set "backupEnabled" to true for this package in the inventory.',
        },
      );
    }
    return resolved;
  }
}

/** The packages of one host, each with its name and its folder there. */
export function packagesOf(host: Host): ResolvedPackage[] {
  return host.packages.map((item) => {
    const name = packageNameOf(item.repositoryLocation);
    const folder = posix.join(item.hostRepositoriesRoot, name, item.dockerComposeDirectory);
    return { name, host, package: item, folder: folder.replace(/(?<=.)\/$/, '') };
  });
}
