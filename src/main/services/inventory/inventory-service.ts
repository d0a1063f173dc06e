import { readFileSync } from 'node:fs';
import { HoldfastError } from '../../../contract/errors';
import type { Host, Inventory, MergeResult } from '../../../contract/inventory';
import type { DocumentStore } from '../../platform/platform';
import { parseInventory } from './parse-inventory';

/** Keeps the hosts and packages that Holdfast knows. Nothing here needs a connection. */
export class InventoryService {
  #inventory: Inventory;

  /** @throws HoldfastError BAD_REQUEST when the stored document is not valid. */
  constructor(private readonly store: DocumentStore) {
    this.#inventory = parseInventory(store.read(), 'the data folder').inventory;
  }

  get(): Inventory {
    return this.#inventory;
  }

  has(host: string): boolean {
    return this.#inventory.hosts.some(({ name }) => name === host);
  }

  /** @throws HoldfastError HOST_NOT_FOUND */
  host(name: string): Host {
    const host = this.#inventory.hosts.find((candidate) => candidate.name === name);
    if (!host) throw new HoldfastError('HOST_NOT_FOUND', `There is no host named "${name}" in the inventory.`);
    return host;
  }

  /**
   * Adds the hosts of a document and keeps the result. A host of the same name is replaced whole.
   * @throws HoldfastError BAD_REQUEST when the document or the result is not valid; nothing is kept then.
   */
  merge(document: unknown, source = 'the request'): MergeResult {
    const known = this.#inventory.hosts;
    const { hosts, warnings } = parseBeside(document, source, known);
    const incoming = new Map(hosts.map((host) => [host.name, host]));
    const knownNames = new Set(known.map(({ name }) => name));
    const added = hosts.filter(({ name }) => !knownNames.has(name));
    const merged = { hosts: [...known.map((host) => incoming.get(host.name) ?? host), ...added] };
    this.#keep(merged);
    return {
      added: added.map(({ name }) => name),
      updated: hosts.filter(({ name }) => knownNames.has(name)).map(({ name }) => name),
      warnings,
    };
  }

  /**
   * Replaces the hosts by what `change` makes of them, checked as a whole.
   * @throws HoldfastError BAD_REQUEST when the result is not valid; nothing is kept then.
   */
  change(change: (hosts: readonly Host[]) => Host[]): void {
    const { inventory } = parseChange(change(this.#inventory.hosts));
    this.#keep(inventory);
  }

  /** On disk first: what cannot be saved must not look saved. */
  #keep(inventory: Inventory): void {
    this.store.write({ ...inventory });
    this.#inventory = inventory;
  }

  /** As `merge`, from a JSON file. */
  mergeFile(file: string): MergeResult {
    return this.merge(readJsonFile(file), file);
  }
}

/** The document's hosts, checked together with the known ones: a jump host may be one of those. */
function parseBeside(document: unknown, source: string, known: Host[]): { hosts: Host[]; warnings: string[] } {
  const hosts = (document as { hosts?: unknown } | null)?.hosts;
  if (!Array.isArray(hosts)) {
    const { inventory, warnings } = parseInventory(document, source);
    return { hosts: inventory.hosts, warnings };
  }
  const names = new Set(hosts.map((host) => (host as { name?: unknown } | null)?.name));
  const others = known.filter(({ name }) => !names.has(name));
  const { inventory, warnings } = parseInventory({ ...(document as object), hosts: [...hosts, ...others] }, source);
  return { hosts: inventory.hosts.slice(0, hosts.length), warnings };
}

/** Forms are about one host: a wrong field is named as the host has it, without the host's place in the inventory. */
function parseChange(hosts: Host[]) {
  try {
    return parseInventory({ hosts }, 'the request');
  } catch (error) {
    if (!(error instanceof HoldfastError) || !error.data.issues) throw error;
    const issues = error.data.issues.map(({ field, message }) => ({
      field: field.replace(/^hosts\.\d+\./, ''),
      message,
    }));
    const list = issues.map(({ field, message }) => `${field}: ${message}`).join('; ');
    throw new HoldfastError('BAD_REQUEST', `The inventory would not be valid: ${list}`, {
      issues,
      field: issues[0]?.field,
    });
  }
}

function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HoldfastError('BAD_REQUEST', `The inventory file ${file} cannot be read: ${reason}`, {}, { cause });
  }
}
