import { describe, expect, it } from 'vitest';
import { InventoryService } from '../../../src/main/services/inventory/inventory-service';
import { parseInventory } from '../../../src/main/services/inventory/parse-inventory';
import { packagesOf } from '../../../src/main/services/packages/package-directory';
import { twoHosts } from '../../support/inventory';
import { memoryStore } from '../../support/test-application';

const host = (more: object) => ({ name: 'a', address: '10.0.0.5', user: 'deploy', ...more });

describe('parseInventory', () => {
  it('fills in the defaults and nothing that is the script’s own', () => {
    const { inventory } = parseInventory(
      { hosts: [host({ packages: [{ repositoryLocation: '/data/rocket-welder' }] })] },
      'a test',
    );
    expect(inventory.hosts[0]).toMatchObject({ port: 22, auth: { method: 'agent' }, jumpHost: null });
    expect(inventory.hosts[0]?.packages[0]).toEqual({
      repositoryLocation: '/data/rocket-welder',
      dockerComposeDirectory: './',
      hostRepositoriesRoot: '/var/docker/configuration',
      backupEnabled: false,
      backupScriptPath: 'es-backup-manage.sh',
      staleAfterHours: 26,
      ownsUnlabelledBackups: false,
    });
  });

  it.each([
    [host({ port: 70000 }), 'hosts.0.port'],
    [host({ address: '-oProxyCommand=x' }), 'hosts.0.address'],
    [host({ user: 'a b' }), 'hosts.0.user'],
    [host({ auth: { method: 'guess' } }), 'hosts.0.auth.method'],
    [host({ auth: { method: 'privateKey' } }), 'hosts.0.auth.keyPath'],
    [host({ address: undefined }), 'hosts.0.address: is missing'],
    [host({ jumpHost: 'nowhere' }), 'hosts.0.jumpHost'],
    [host({ jumpHost: 'a' }), 'hosts.0.jumpHost'],
    [host({ packages: [{ repositoryLocation: '/data/..' }] }), 'hosts.0.packages.0.repositoryLocation'],
    [host({ packages: [{ repositoryLocation: '/a/x' }, { repositoryLocation: '/b/x' }] }), 'hosts.0.packages.1'],
    [host({ packages: [{ repositoryLocation: '/a/x', backupDirectory: 'relative' }] }), 'backupDirectory'],
    [host({ packages: [{ repositoryLocation: '/a/x', eventStoreService: '$(id)' }] }), 'eventStoreService'],
  ])('names the wrong field of %j', (wrong, field) => {
    expect(() => parseInventory({ hosts: [wrong] }, 'hosts.json')).toThrow(
      expect.objectContaining({ code: 'BAD_REQUEST', message: expect.stringContaining(field) }),
    );
  });

  it('warns of fields that it does not know', () => {
    const { warnings } = parseInventory(
      { hosts: [host({ packages: [{ repositoryLocation: '/x', backupEnable: true }] })] },
      '',
    );
    expect(warnings).toEqual(['hosts.0.packages.0.backupEnable is not a known field and is ignored']);
  });
});

describe('InventoryService.merge', () => {
  it('adds new hosts, replaces known ones and keeps the others', () => {
    const store = memoryStore(twoHosts());
    const service = new InventoryService(store);
    const result = service.merge({
      hosts: [host({ name: 'press-line-2' }), host({ name: 'new', jumpHost: 'press-line-1' })],
    });
    expect(result).toEqual({ added: ['new'], updated: ['press-line-2'], warnings: [] });
    expect(service.get().hosts.map(({ name }) => name)).toEqual(['press-line-1', 'press-line-2', 'new']);
    expect(service.host('press-line-2').packages).toEqual([]);
    expect(new InventoryService(store).get()).toEqual(service.get());
  });

  it('keeps nothing of a document that is not valid', () => {
    const store = memoryStore(twoHosts());
    const service = new InventoryService(store);
    expect(() => service.merge({ hosts: [host({ name: 'new' }), host({ name: 'new' })] })).toThrow(
      'another host named',
    );
    expect(service.get().hosts).toHaveLength(2);
    expect(store.read()).toEqual(twoHosts());
  });
});

describe('packagesOf', () => {
  it('derives name and folder as AutoUpdater does', () => {
    const { hosts } = new InventoryService(memoryStore(twoHosts())).get();
    expect(packagesOf(hosts[0] as never).map(({ name, folder }) => [name, folder])).toEqual([
      ['rocket-welder', '/var/docker/configuration/rocket-welder'],
      ['line-monitor', '/var/docker/configuration/line-monitor/deploy'],
      ['no-backups', '/var/docker/configuration/no-backups'],
    ]);
  });
});
