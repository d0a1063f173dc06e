import { HoldfastError } from '../../../contract/errors';
import { type Host, type Package, packageNameOf } from '../../../contract/inventory';
import type { SecretStore } from '../../platform/platform';
import type { HostConnections } from '../ssh/connections';
import type { InventoryService } from './inventory-service';

/** A host as a form sends it: without packages it keeps the ones it has. */
export type HostChange = Omit<Host, 'packages'> & { packages?: Package[] | undefined };

/**
 * Adds, changes and removes hosts and packages. No host is asked. Every method throws HoldfastError: HOST_NOT_FOUND,
 * PACKAGE_NOT_FOUND, NAME_TAKEN, HOST_IN_USE, or BAD_REQUEST when the inventory would not be valid; then nothing changed.
 */
export class InventoryEditor {
  constructor(
    private readonly inventory: InventoryService,
    private readonly secrets: SecretStore,
    private readonly connections: HostConnections,
  ) {}

  addHost(host: Host): Host {
    this.#requireFree(host.name);
    this.inventory.change((hosts) => [...hosts, host]);
    return this.inventory.host(host.name);
  }

  /** Another name renames the host: its secrets and the hosts that jump through it follow. */
  async updateHost(name: string, change: HostChange): Promise<Host> {
    const before = this.inventory.host(name);
    const after: Host = { ...change, packages: change.packages ?? before.packages };
    const renamed = after.name !== name;
    if (renamed) this.#requireFree(after.name);
    // Looked up by the old inventory: its key holds the jump hosts too.
    this.connections.disconnect(before);
    this.inventory.change((hosts) =>
      hosts.map((host) => {
        if (host.name === name) return after;
        return host.jumpHost === name ? { ...host, jumpHost: after.name } : host;
      }),
    );
    // A secret that does not follow is asked for again; one that went ahead of its host could reach another one.
    if (renamed) await this.secrets.rename(name, after.name);
    return this.inventory.host(after.name);
  }

  duplicateHost(name: string, { name: newName, address }: { name: string; address?: string | undefined }): Host {
    const original = this.inventory.host(name);
    return this.addHost({ ...original, name: newName, address: address ?? original.address });
  }

  async removeHost(name: string): Promise<void> {
    const host = this.inventory.host(name);
    const users = this.inventory.get().hosts.filter(({ jumpHost }) => jumpHost === name);
    if (users.length > 0) {
      const names = users.map((user) => user.name);
      throw new HoldfastError('HOST_IN_USE', `Host "${name}" is the jump host of ${names.join(', ')}.`, {
        host: name,
        hosts: names,
        remedy: 'Give those hosts another jump host, or none, first.',
      });
    }
    this.connections.disconnect(host);
    this.inventory.change((hosts) => hosts.filter((other) => other.name !== name));
    await this.secrets.remove(name);
  }

  addPackage(hostName: string, item: Package): Package {
    const name = packageNameOf(item.repositoryLocation);
    this.#requireFreePackage(hostName, name);
    this.#changePackages(hostName, (packages) => [...packages, item]);
    return this.#package(hostName, name);
  }

  updatePackage(hostName: string, name: string, item: Package): Package {
    this.#package(hostName, name);
    const newName = packageNameOf(item.repositoryLocation);
    if (newName !== name) this.#requireFreePackage(hostName, newName);
    this.#changePackages(hostName, (packages) =>
      packages.map((other) => (packageNameOf(other.repositoryLocation) === name ? item : other)),
    );
    return this.#package(hostName, newName);
  }

  duplicatePackage(
    hostName: string,
    name: string,
    { repositoryLocation, toHost = hostName }: { repositoryLocation?: string | undefined; toHost?: string | undefined },
  ): Package {
    const original = this.#package(hostName, name);
    return this.addPackage(toHost, {
      ...original,
      repositoryLocation: repositoryLocation ?? original.repositoryLocation,
      // One package of a backup folder can own the unlabelled archives: the original still does.
      ownsUnlabelledBackups: toHost === hostName ? false : original.ownsUnlabelledBackups,
    });
  }

  removePackage(hostName: string, name: string): void {
    this.#package(hostName, name);
    this.#changePackages(hostName, (packages) =>
      packages.filter((other) => packageNameOf(other.repositoryLocation) !== name),
    );
  }

  #changePackages(hostName: string, change: (packages: Package[]) => Package[]): void {
    this.inventory.change((hosts) =>
      hosts.map((host) => (host.name === hostName ? { ...host, packages: change(host.packages) } : host)),
    );
  }

  #find(hostName: string, name: string): Package | undefined {
    return this.inventory.host(hostName).packages.find((item) => packageNameOf(item.repositoryLocation) === name);
  }

  #package(hostName: string, name: string): Package {
    const found = this.#find(hostName, name);
    if (found) return found;
    throw new HoldfastError('PACKAGE_NOT_FOUND', `Host "${hostName}" does not have a package named "${name}".`, {
      host: hostName,
      packageName: name,
    });
  }

  #requireFreePackage(hostName: string, name: string): void {
    if (!this.#find(hostName, name)) return;
    throw new HoldfastError('NAME_TAKEN', `Host "${hostName}" has a package named "${name}" already.`, {
      host: hostName,
      packageName: name,
      field: 'repositoryLocation',
    });
  }

  #requireFree(name: string): void {
    if (!this.inventory.get().hosts.some((host) => host.name === name)) return;
    throw new HoldfastError('NAME_TAKEN', `There is a host named "${name}" already.`, { host: name, field: 'name' });
  }
}
