import { describe, expect, it, vi } from 'vitest';
import { HostSchema, PackageSchema } from '../../../src/contract/inventory';
import { fieldNameOf, showIssues } from '../../../src/renderer/views/hosts/form/field-issues';
import { copyName, hostBody, hostValues, NEW_HOST } from '../../../src/renderer/views/hosts/form/host-values';
import { NEW_PACKAGE, packageBody, packageValues } from '../../../src/renderer/views/hosts/form/package-values';
import { checkText } from '../../../src/renderer/views/hosts/tools/check-text';
import { choosable } from '../../../src/renderer/views/inventory/import-rows';
import { english } from './texts';

describe('the host form', () => {
  it('gives the contract what it takes', () => {
    const body = hostBody({ ...NEW_HOST, name: ' press-line-1 ', address: '10.0.0.5', user: 'deploy' });
    expect(HostSchema.parse(body)).toMatchObject({
      name: 'press-line-1',
      auth: { method: 'privateKey', keyPath: '~/.ssh/id_ed25519' },
      jumpHost: null,
      scriptsDirectory: '/usr/local/lib/holdfast',
    });
  });

  it('drops a key that the method has no use for', () => {
    expect(hostBody({ ...NEW_HOST, auth: { method: 'agent', keyPath: 'x' } }).auth).toEqual({ method: 'agent' });
  });

  it('shows a host and gives back the same', () => {
    const host = HostSchema.parse({ name: 'a', address: 'b', user: 'c', jumpHost: 'd', auth: { method: 'password' } });
    const { packages, ...rest } = host;
    expect(packages).toEqual([]);
    expect(hostBody(hostValues(host))).toEqual(rest);
  });

  it('names copies', () => {
    expect(copyName('line', [])).toBe('line-2');
    expect(copyName('line-2', ['line-2', 'line-3'])).toBe('line-4');
  });
});

describe('the package form', () => {
  it('leaves out what is empty', () => {
    const body = packageBody({ ...NEW_PACKAGE, repositoryLocation: '/data/rocket-welder ' });
    expect(Object.keys(body)).not.toContain('healthUrl');
    expect(PackageSchema.parse(body)).toMatchObject({ repositoryLocation: '/data/rocket-welder', staleAfterHours: 26 });
  });

  it.each([{}, { healthUrl: null }, { healthUrl: 'http://localhost:1/x', logFile: '/var/log/x', backupEnabled: true }])(
    'shows %j and gives back the same',
    (more) => {
      const item = PackageSchema.parse({ repositoryLocation: '/data/a', ...more });
      expect(packageBody(packageValues(item))).toEqual(item);
    },
  );
});

describe('what the application says of a field', () => {
  it.each([
    ['address', ['address']],
    ['auth.keyPath', ['auth', 'keyPath']],
    ['hosts.3.jumpHost', ['jumpHost']],
    ['hosts.3.packages.1.repositoryLocation', ['repositoryLocation']],
    ['packages.0.healthUrl', ['healthUrl']],
    ['body.port', ['port']],
  ])('of %s stands at %j', (field, name) => expect(fieldNameOf(field)).toEqual(name));

  const form = (...names: string[][]) => ({
    setFields: vi.fn(),
    getFieldInstance: vi.fn(),
    getFieldsError: () => names.map((name) => ({ name, errors: [], warnings: [] })),
  });

  it('stands at the field, or is left to the form', () => {
    const all = form(['name'], ['auth', 'keyPath']);
    const issues = [{ field: 'auth.keyPath', message: 'must not be empty' }];
    expect(showIssues(all as never, { code: 'BAD_REQUEST', message: '', issues }, 'name')).toBe(true);
    expect(all.setFields).toHaveBeenCalledWith([{ name: ['auth', 'keyPath'], errors: ['must not be empty'] }]);
    const unknown = [...issues, { field: 'elsewhere', message: 'x' }];
    expect(showIssues(all as never, { code: 'BAD_REQUEST', message: '', issues: unknown }, 'name')).toBe(false);
    expect(showIssues(all as never, { code: 'TIMEOUT', message: '', issues: [] }, 'name')).toBe(false);
  });

  it('says of a taken name that it is taken', () => {
    const named = form(['name']);
    expect(showIssues(named as never, { code: 'NAME_TAKEN', message: 'taken', issues: [] }, 'name')).toBe(true);
    expect(named.setFields).toHaveBeenCalledWith([{ name: ['name'], errors: ['taken'] }]);
  });
});

it('chooses what is new for an import, and leaves changes to the operator', () => {
  const row = (id: string, status: 'new' | 'same' | 'changed' | 'invalid') => ({ id, status }) as never;
  expect(choosable([row('a', 'new'), row('b', 'changed'), row('c', 'same'), row('d', 'invalid')])).toEqual(['a']);
});

it('writes a check as text', () => {
  const check = {
    host: 'press-line-1',
    checkedAt: '2025-11-26T21:45:11Z',
    checks: [
      { id: 'a', title: 'Docker', status: 'failed', message: 'no answer', remedy: 'start it', packageName: null },
      { id: 'b', title: 'Folder', status: 'passed', message: 'fine', remedy: null, packageName: 'welder' },
    ],
  };
  expect(checkText(check as never, english)).toBe(
    'press-line-1, 2025-11-26T21:45:11Z\n[Failed] Docker: no answer\n  → start it\n[Passed] Folder (welder): fine\n',
  );
});
