import type { z } from 'zod';
import { type Host, HostSchema, type Package, PackageSchema, packageNameOf } from '../../../../contract/inventory';
import type { ImportRow } from '../../../../contract/inventory-import';
import type { Candidate } from './candidates';

/** A row of the preview with what applying it would keep; nothing when it is invalid. */
export interface PlannedRow {
  row: ImportRow;
  host?: Host;
  package?: Package;
}

/** Compares a candidate with what is known: fields that the document says nothing about stay as they are. */
export function plan(candidate: Candidate, hosts: readonly Host[]): PlannedRow {
  return candidate.kind === 'host' ? planHost(candidate, hosts) : planPackage(candidate, hosts);
}

function planHost(candidate: Candidate, hosts: readonly Host[]): PlannedRow {
  const known = hosts.find(({ name }) => name === candidate.host);
  const parsed = HostSchema.safeParse({ ...known, ...candidate.fields, packages: known?.packages ?? [] });
  const address = `${candidate.fields.user ?? '?'}@${candidate.fields.address ?? '?'}`;
  const { row, value } = rowOf(
    candidate,
    { id: `host:${candidate.host}`, packageName: null, summary: address },
    known,
    parsed,
  );
  return { row, host: value };
}

function planPackage(candidate: Candidate, hosts: readonly Host[]): PlannedRow {
  const location = candidate.fields.repositoryLocation;
  const name = typeof location === 'string' ? packageNameOf(location) : '';
  const known = hosts
    .find((host) => host.name === candidate.host)
    ?.packages.find((item) => packageNameOf(item.repositoryLocation) === name);
  const parsed = PackageSchema.safeParse({ ...known, ...candidate.fields });
  const id = `package:${candidate.host}/${name}`;
  const { row, value } = rowOf(candidate, { id, packageName: name, summary: String(location ?? '?') }, known, parsed);
  return { row, package: value };
}

function rowOf<T extends object>(
  candidate: Candidate,
  about: { id: string; packageName: string | null; summary: string },
  known: T | undefined,
  parsed: z.ZodSafeParseResult<T>,
): { row: ImportRow; value?: T } {
  const wrong = (parsed.error?.issues ?? []).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  const ignored = parsed.success
    ? Object.keys(candidate.fields).filter((field) => !Object.hasOwn(parsed.data, field))
    : [];
  const problems = [
    ...candidate.problems,
    ...wrong,
    ...ignored.map((field) => `${field} is not a known field and is ignored`),
  ];
  const row = { ...about, kind: candidate.kind, host: candidate.host, problems };
  if (!parsed.success || candidate.unusable) return { row: { ...row, status: 'invalid', changes: [] } };
  if (!known) return { row: { ...row, status: 'new', changes: [] }, value: parsed.data };
  const changes = differences(known, parsed.data);
  return { row: { ...row, status: changes.length > 0 ? 'changed' : 'same', changes }, value: parsed.data };
}

function differences(before: object, after: object): ImportRow['changes'] {
  const [old, next] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((field) => old[field] !== next[field])
    .map((field) => ({ field, before: old[field] ?? null, after: next[field] ?? null }));
}

/** Fields as dotted paths and texts; packages are rows of their own. */
function flat(value: object, path = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, item]) => {
      const here = path ? `${path}.${key}` : key;
      if (item === undefined || here === 'packages') return {};
      return typeof item === 'object' && item !== null ? flat(item, here) : { [here]: String(item) };
    }),
  );
}
