import { homedir } from 'node:os';
import { HoldfastError } from '../../../../contract/errors';
import { type Host, type Inventory, type Package, packageNameOf } from '../../../../contract/inventory';
import type { ImportPreview, ImportResult, ImportSource } from '../../../../contract/inventory-import';
import type { InventoryService } from '../inventory-service';
import type { Candidates } from './candidates';
import { type PlannedRow, plan } from './import-row';
import { readAutoUpdater } from './read-autoupdater';
import { readHoldfast } from './read-holdfast';
import { readSshConfig } from './read-ssh-config';
import { withoutCredentials } from './without-credentials';

/**
 * Imports hosts and packages in two steps, and exports them. Nothing is remembered between the steps: the source is
 * given again, and read again. Methods throw HoldfastError BAD_REQUEST for a source that cannot be read.
 */
export class ImportService {
  /** @param home whose `.ssh/config` is read */
  constructor(
    private readonly inventory: InventoryService,
    private readonly home: string = homedir(),
  ) {}

  preview(source: ImportSource): ImportPreview {
    const { rows, problems } = this.#plan(source);
    return { rows: rows.map(({ row }) => row), problems };
  }

  /** @param chosen ids of rows of the preview. @throws HoldfastError BAD_REQUEST; then nothing is imported. */
  apply(source: ImportSource, chosen: readonly string[]): ImportResult {
    const { rows } = this.#plan(source);
    // Hosts first: their packages may be chosen in any order.
    const selected = [...new Set(chosen)]
      .map((id) => requireRow(rows, id))
      .sort((a, b) => Number(a.row.kind === 'package') - Number(b.row.kind === 'package'));
    this.inventory.change((hosts) => selected.reduce(withRow, [...hosts]));
    const named = (status: string) => selected.filter(({ row }) => row.status === status).map(nameOf);
    return { added: named('new'), updated: named('changed') };
  }

  /** Only what the inventory's schema knows, and no URL with a password: no secret can be in it. */
  export(): Inventory {
    const { hosts } = this.inventory.get();
    return {
      hosts: hosts.map((host) => ({
        ...host,
        packages: host.packages.map(({ repositoryUrl, healthUrl, ...item }) => ({
          ...item,
          ...(repositoryUrl === undefined ? {} : { repositoryUrl: withoutCredentials(repositoryUrl).url }),
          ...(healthUrl === undefined ? {} : { healthUrl: healthUrl && withoutCredentials(healthUrl).url }),
        })),
      })),
    };
  }

  #plan(source: ImportSource): { rows: PlannedRow[]; problems: string[] } {
    const { candidates, problems } = this.#read(source);
    const { hosts } = this.inventory.get();
    const rows = candidates.map((candidate) => plan(candidate, hosts));
    const seen = new Set<string>();
    for (const { row } of rows) {
      if (seen.has(row.id)) {
        row.status = 'invalid';
        row.problems.push('It is named twice; the first one stands.');
        row.id = `${row.id}#${seen.size}`;
      }
      seen.add(row.id);
    }
    return { rows, problems };
  }

  #read(source: ImportSource): Candidates {
    if (source.format !== 'sshConfig' && source.files.length === 0) {
      throw new HoldfastError('BAD_REQUEST', 'files: must hold a file', { field: 'files' });
    }
    switch (source.format) {
      case 'holdfast':
        return readHoldfast(source.files);
      case 'autoUpdater':
        return readAutoUpdater(source);
      case 'sshConfig':
        return readSshConfig(source.files, this.home);
    }
  }
}

function requireRow(rows: readonly PlannedRow[], id: string): PlannedRow {
  const found = rows.find(({ row }) => row.id === id);
  if (!found) throw new HoldfastError('BAD_REQUEST', `rows: there is no row ${id}`, { field: 'rows' });
  if (found.row.status === 'invalid') {
    const { host, packageName, problems } = found.row;
    throw new HoldfastError('BAD_REQUEST', `${packageName ?? host} cannot be imported: ${problems.join('; ')}`, {
      field: 'rows',
    });
  }
  return found;
}

function withRow(hosts: Host[], planned: PlannedRow): Host[] {
  const { row, host, package: item } = planned;
  const known = hosts.find(({ name }) => name === row.host);
  if (host) {
    if (!known) return [...hosts, host];
    return hosts.map((other) => (other === known ? { ...host, packages: known.packages } : other));
  }
  if (!item) return hosts;
  if (!known) {
    throw new HoldfastError(
      'BAD_REQUEST',
      `Package "${row.packageName}" needs its host "${row.host}": choose it too.`,
      {
        field: 'rows',
        host: row.host,
      },
    );
  }
  const isIt = ({ repositoryLocation }: Package) => packageNameOf(repositoryLocation) === row.packageName;
  const packages = known.packages.some(isIt)
    ? known.packages.map((other) => (isIt(other) ? item : other))
    : [...known.packages, item];
  return hosts.map((other) => (other === known ? { ...known, packages } : other));
}

function nameOf({ row: { host, packageName } }: PlannedRow): string {
  return packageName === null ? host : `${host}/${packageName}`;
}
