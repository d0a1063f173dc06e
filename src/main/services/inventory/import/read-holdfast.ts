import { HoldfastError } from '../../../../contract/errors';
import type { Candidate, Candidates } from './candidates';
import { readJson } from './read-json';

/** Reads Holdfast's own document, `{"hosts": […]}`, as an export or an inventory file has it. */
export function readHoldfast(files: readonly { name: string; text: string }[]): Candidates {
  const candidates = files.flatMap(({ name, text }) => {
    const document = readJson(name, text);
    const hosts = isRecord(document) ? document.hosts : undefined;
    if (!Array.isArray(hosts)) {
      throw new HoldfastError('BAD_REQUEST', `${name} has no list of "hosts".`, { field: 'files' });
    }
    return hosts.flatMap((host, index) => fromHost(host, `hosts.${index}`));
  });
  return { candidates, problems: [] };
}

function fromHost(host: unknown, where: string): Candidate[] {
  if (!isRecord(host)) {
    return [{ kind: 'host', host: where, fields: {}, problems: ['it is not an object'], unusable: true }];
  }
  const { packages = [], ...fields } = host;
  const name = typeof host.name === 'string' ? host.name : where;
  if (!Array.isArray(packages)) {
    return [{ kind: 'host', host: name, fields, problems: ['packages: must be a list'], unusable: true }];
  }
  const items = packages.map((item): Candidate => {
    if (isRecord(item)) return { kind: 'package', host: name, fields: item, problems: [] };
    return { kind: 'package', host: name, fields: {}, problems: ['it is not an object'], unusable: true };
  });
  return [{ kind: 'host', host: name, fields, problems: [] }, ...items];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
