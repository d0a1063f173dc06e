import { describe, expect, it } from 'vitest';
import { HostSchema, PackageSchema } from '../../../src/contract/inventory';
import { inventoryEditing } from '../../../src/contract/inventory-editing';
import { InventoryEditor } from '../../../src/main/services/inventory/inventory-editor';
import { InventoryService } from '../../../src/main/services/inventory/inventory-service';
import { FakeHost } from '../../support/fake-host';
import { twoHosts } from '../../support/inventory';
import { memorySecrets, memoryStore } from '../../support/test-application';

function setUp() {
  const store = memoryStore(twoHosts());
  const inventory = new InventoryService(store);
  const secrets = memorySecrets();
  const editor = new InventoryEditor(inventory, secrets, new FakeHost(() => ({})));
  return { store, inventory, secrets, editor };
}

const host = (more: object) => HostSchema.parse({ name: 'new', address: '10.0.0.9', user: 'deploy', ...more });
const item = (repositoryLocation: string, more: object = {}) => PackageSchema.parse({ repositoryLocation, ...more });
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('hosts', () => {
  it('adds one and keeps it', () => {
    const { editor, store } = setUp();
    editor.addHost(host({}));
    expect(new InventoryService(store).host('new').address).toBe('10.0.0.9');
  });

  it('refuses a name that is taken, and a jump host that is not there', () => {
    const { editor, inventory } = setUp();
    const before = inventory.get();
    expect(() => editor.addHost(host({ name: 'press-line-1' }))).toThrow(code('NAME_TAKEN'));
    expect(() => editor.addHost(host({ jumpHost: 'nowhere' }))).toThrow(
      expect.objectContaining({ code: 'BAD_REQUEST', data: expect.objectContaining({ field: 'jumpHost' }) }),
    );
    expect(inventory.get()).toBe(before);
  });

  it('renames one: packages stay, secrets and jump hosts follow', async () => {
    const { editor, inventory, secrets } = setUp();
    editor.addHost(host({ jumpHost: 'press-line-1' }));
    await secrets.set('press-line-1', 'password', 'one', true);
    await secrets.set('press-line-2', 'password', 'two', true);
    const { packages: _, ...form } = inventory.host('press-line-1');
    const renamed = await editor.updateHost('press-line-1', { ...form, name: 'line-a', port: 2222 });
    expect(renamed).toMatchObject({ name: 'line-a', port: 2222 });
    expect(renamed.packages).toHaveLength(3);
    expect(inventory.host('new').jumpHost).toBe('line-a');
    expect(inventory.get().hosts.map(({ name }) => name)).toEqual(['line-a', 'press-line-2', 'new']);
    expect(await secrets.get('line-a', 'password')).toBe('one');
    expect(await secrets.get('press-line-1', 'password')).toBeUndefined();
    expect(await secrets.get('press-line-2', 'password')).toBe('two');
  });

  it('refuses to rename to a taken name, and moves no secret then', async () => {
    const { editor, inventory, secrets } = setUp();
    await secrets.set('press-line-1', 'password', 'one', true);
    const change = { ...inventory.host('press-line-1'), name: 'press-line-2' };
    await expect(editor.updateHost('press-line-1', change)).rejects.toThrow(code('NAME_TAKEN'));
    expect(await secrets.get('press-line-1', 'password')).toBe('one');
    expect(await secrets.get('press-line-2', 'password')).toBeUndefined();
  });

  it('duplicates one without its secrets', async () => {
    const { editor, inventory, secrets } = setUp();
    await secrets.set('press-line-1', 'password', 'one', true);
    editor.duplicateHost('press-line-1', { name: 'copy', address: '10.0.0.7' });
    const { name, address, ...rest } = inventory.host('copy');
    const original = inventory.host('press-line-1');
    expect({ ...original, ...rest }).toEqual(original);
    expect([name, address]).toEqual(['copy', '10.0.0.7']);
    expect(await secrets.get('copy', 'password')).toBeUndefined();
  });

  it('removes one with its secrets, but no jump host of others', async () => {
    const { editor, inventory, secrets } = setUp();
    editor.addHost(host({ jumpHost: 'press-line-1' }));
    await secrets.set('press-line-1', 'password', 'one', true);
    await expect(editor.removeHost('press-line-1')).rejects.toThrow(code('HOST_IN_USE'));
    await editor.removeHost('new');
    await editor.removeHost('press-line-1');
    expect(inventory.get().hosts.map(({ name }) => name)).toEqual(['press-line-2']);
    expect(await secrets.get('press-line-1', 'password')).toBeUndefined();
    await expect(editor.removeHost('press-line-1')).rejects.toThrow(code('HOST_NOT_FOUND'));
  });
});

describe('packages', () => {
  it('adds, changes, renames and removes one', () => {
    const { editor, inventory } = setUp();
    const names = () => inventory.host('press-line-2').packages.map(({ repositoryLocation }) => repositoryLocation);
    editor.addPackage('press-line-2', item('/data/gateway'));
    editor.updatePackage('press-line-2', 'rocket-welder', item('/data/welder', { backupEnabled: true }));
    expect(names()).toEqual(['/data/welder', '/data/gateway']);
    editor.removePackage('press-line-2', 'welder');
    expect(names()).toEqual(['/data/gateway']);
  });

  it('refuses a name that the host has already, and one that it has not', () => {
    const { editor } = setUp();
    expect(() => editor.addPackage('press-line-1', item('/other/rocket-welder'))).toThrow(code('NAME_TAKEN'));
    expect(() => editor.updatePackage('press-line-1', 'no-backups', item('/x/rocket-welder'))).toThrow(
      code('NAME_TAKEN'),
    );
    expect(() => editor.updatePackage('press-line-1', 'none', item('/x/none'))).toThrow(code('PACKAGE_NOT_FOUND'));
    expect(() => editor.removePackage('nowhere', 'x')).toThrow(code('HOST_NOT_FOUND'));
  });

  it('duplicates one within the host and to another', () => {
    const { editor, inventory } = setUp();
    editor.updatePackage('press-line-1', 'line-monitor', item('/data/line-monitor', { ownsUnlabelledBackups: true }));
    const copy = editor.duplicatePackage('press-line-1', 'line-monitor', { repositoryLocation: '/data/second' });
    expect(copy).toMatchObject({ repositoryLocation: '/data/second', ownsUnlabelledBackups: false });
    const moved = editor.duplicatePackage('press-line-1', 'line-monitor', { toHost: 'press-line-2' });
    expect(moved).toEqual(inventory.host('press-line-1').packages[1]);
    expect(() => editor.duplicatePackage('press-line-1', 'line-monitor', {})).toThrow(code('NAME_TAKEN'));
  });

  it('lets one package own the unlabelled backups of a folder', () => {
    const { editor } = setUp();
    editor.addPackage('press-line-2', item('/data/a', { ownsUnlabelledBackups: true }));
    expect(() => editor.addPackage('press-line-2', item('/data/b', { ownsUnlabelledBackups: true }))).toThrow(
      expect.objectContaining({ message: expect.stringContaining('ownsUnlabelledBackups') }),
    );
    editor.addPackage('press-line-2', item('/data/b', { ownsUnlabelledBackups: true, backupDirectory: '/srv/b' }));
  });
});

describe('the contract', () => {
  it('leaves the packages out of a host that is sent without them', () => {
    const { inputSchema } = inventoryEditing.updateHost['~orpc'];
    const { packages: _, ...body } = host({ port: 2222 });
    expect(inputSchema?.safeParse({ params: { host: 'new' }, body })).toEqual({
      success: true,
      data: { params: { host: 'new' }, body },
    });
  });
});
