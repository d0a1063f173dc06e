import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImportSource, ImportSourceSchema } from '../../../src/contract/inventory-import';
import { ImportService } from '../../../src/main/services/inventory/import/import-service';
import { InventoryService } from '../../../src/main/services/inventory/inventory-service';
import { twoHosts } from '../../support/inventory';
import { memoryStore } from '../../support/test-application';

let home: string;
let inventory: InventoryService;
let service: ImportService;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-import-'));
  inventory = new InventoryService(memoryStore(twoHosts()));
  service = new ImportService(inventory, home);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const source = (format: ImportSource['format'], texts: string[], more: object = {}): ImportSource =>
  ImportSourceSchema.parse({
    format,
    files: texts.map((text, index) => ({ name: `file-${index}.json`, text })),
    ...more,
  });
const row = (of: ImportSource, id: string) => service.preview(of).rows.find((candidate) => candidate.id === id);
const badRequest = (message: string) =>
  expect.objectContaining({ code: 'BAD_REQUEST', message: expect.stringContaining(message) });

const SETTINGS = `{
  // what the installer wrote
  "Logging": { "LogLevel": { "Default": "Information" } },
  "SshHost": "10.0.0.5", "sshuser": "deploy", "SshPort": "2222",
  "SshAuthMethod": "KeyWithPasswordFallback", "SshKeyPath": "/data/ssh/id_rsa", "SshPwd": "hunter2-host",
  "StdPackages": [
    { "RepositoryLocation": "/data/repositories/autoupdater-compose", "DockerAuth": "hunter2-docker", },
  ],
  "Packages": [
    {
      "RepositoryLocation": "/data/rocket-welder", /* the welder */
      "RepositoryUrl": "https://bot:hunter2-url@example.org/rocketwelder-compose.git",
      "DockerComposeDirectory": "./deploy", "BackupEnabled": true, "BackupScriptPath": "es-backup-manage.sh",
    },
  ],
}`;

describe('AutoUpdater’s appsettings', () => {
  it('become a host and its packages, and no secret', () => {
    const settings = source('autoUpdater', [SETTINGS], { host: { name: 'line-9' } });
    const { rows, problems } = service.preview(settings);
    expect(problems).toEqual([]);
    expect(rows.map(({ id, status }) => [id, status])).toEqual([
      ['host:line-9', 'new'],
      ['package:line-9/autoupdater-compose', 'new'],
      ['package:line-9/rocket-welder', 'new'],
    ]);
    expect(rows[0]?.problems.join(' ')).toMatch(/password.* not taken/);
    expect(rows[2]?.problems.join(' ')).toMatch(/RepositoryUrl are not taken/);
    const result = service.apply(settings, ['package:line-9/rocket-welder', 'host:line-9']);
    expect(result).toEqual({ added: ['line-9', 'line-9/rocket-welder'], updated: [] });
    expect(inventory.host('line-9')).toMatchObject({
      address: '10.0.0.5',
      port: 2222,
      user: 'deploy',
      auth: { method: 'keyThenPassword', keyPath: '/data/ssh/id_rsa' },
      packages: [
        {
          repositoryLocation: '/data/rocket-welder',
          repositoryUrl: 'https://example.org/rocketwelder-compose.git',
          dockerComposeDirectory: './deploy',
          hostRepositoriesRoot: '/var/docker/configuration',
          backupEnabled: true,
        },
      ],
    });
    expect(JSON.stringify([rows, inventory.get()])).not.toContain('hunter2');
  });

  it('are layered as .NET does it', () => {
    const production = `{ "SSHHOST": "10.0.0.6", "Packages": [ { "BackupEnabled": "False" } ] }`;
    const settings = source('autoUpdater', [SETTINGS, production]);
    service.apply(settings, ['host:10.0.0.6', 'package:10.0.0.6/rocket-welder']);
    expect(inventory.host('10.0.0.6')).toMatchObject({
      user: 'deploy',
      packages: [{ repositoryLocation: '/data/rocket-welder', backupEnabled: false }],
    });
  });

  it('say what a known host would get and what stays as it is', () => {
    const settings = source('autoUpdater', [SETTINGS], { host: { name: 'press-line-1' } });
    expect(row(settings, 'host:press-line-1')).toMatchObject({ status: 'changed' });
    expect(row(settings, 'host:press-line-1')?.changes).toContainEqual({ field: 'port', before: '22', after: '2222' });
    service.apply(settings, ['host:press-line-1', 'package:press-line-1/rocket-welder']);
    expect(row(settings, 'host:press-line-1')).toMatchObject({ status: 'same', changes: [] });
    expect(inventory.host('press-line-1').packages.map((item) => item.repositoryLocation)).toEqual([
      '/data/rocket-welder',
      '/data/line-monitor',
      '/data/no-backups',
    ]);
  });

  it('without the host’s own address are invalid, or questioned', () => {
    const nowhere = source('autoUpdater', ['{"SshUser": "deploy", "Packages": []}']);
    expect(service.preview(nowhere).rows[0]).toMatchObject({ status: 'invalid' });
    const inside = source('autoUpdater', ['{"SshUser": "deploy", "SshHost": "172.17.0.1"}']);
    expect(service.preview(inside).rows[0]?.problems.join()).toContain('container');
    const given = source('autoUpdater', ['{"SshUser": "deploy"}'], { host: { name: 'a', address: '10.0.0.1' } });
    expect(service.preview(given).rows[0]).toMatchObject({ status: 'new', problems: [] });
  });

  it.each([
    ['{"SshHost": "a"', 'line 1'],
    ['{\n"SshHost": }', 'line 2'],
    ['"text"', 'not an object'],
  ])('that cannot be read say why: %s', (text, message) => {
    expect(() => service.preview(source('autoUpdater', [text]))).toThrow(badRequest(message));
  });

  it('of another program are questioned', () => {
    expect(service.preview(source('autoUpdater', ['{"Logging": {}}'])).problems.join()).toContain('AutoUpdater');
  });
});

describe('an SSH configuration', () => {
  const write = (name: string, text: string) => {
    mkdirSync(join(home, '.ssh', 'conf.d'), { recursive: true });
    writeFileSync(join(home, '.ssh', name), text);
  };
  const own = source('sshConfig', []);

  it('becomes a host for each name, with what applies to it', () => {
    write(
      'config',
      'Include conf.d/*.conf missing.conf\nHost line-*\n  User deploy\n  ProxyJump gate\nHost *\n  User someone\n',
    );
    write(
      'conf.d/lines.conf',
      'Host line-1 line-2\n  HostName 10.0.1.%h\n  IdentityFile ~/.ssh/%r_key\nHost gate\n  Port 2200\n',
    );
    const { rows, problems } = service.preview(own);
    expect(rows.map(({ id }) => id)).toEqual(['host:line-1', 'host:line-2', 'host:gate']);
    expect(problems.join()).toContain('missing.conf');
    service.apply(own, ['host:line-1', 'host:gate']);
    expect(inventory.host('line-1')).toMatchObject({
      address: '10.0.1.line-1',
      user: 'deploy',
      auth: { method: 'privateKey', keyPath: '~/.ssh/deploy_key' },
      jumpHost: 'gate',
    });
    expect(inventory.host('gate')).toMatchObject({
      address: 'gate',
      port: 2200,
      user: 'someone',
      auth: { method: 'agent' },
      jumpHost: null,
    });
  });

  it('runs nothing and says what is not supported', () => {
    const mark = join(home, 'ran');
    write('config', `Match exec "touch ${mark}"\n  User other\nHost a\n  ProxyCommand nc %h %p\n`);
    expect(row(own, 'host:a')?.problems.join()).toContain('ProxyCommand');
    expect(() => rmSync(mark)).toThrow();
    service.apply(own, ['host:a']);
    expect(inventory.host('a').user).toBe(userInfo().username);
  });

  it('with a jump host that is not there cannot be applied, and nothing of it is', () => {
    write('config', 'Host a\n  ProxyJump me@gate:22\nHost b\n');
    expect(row(own, 'host:a')?.problems.join()).toContain('add "gate"');
    const before = inventory.get();
    expect(() => service.apply(own, ['host:b', 'host:a'])).toThrow(badRequest('gate'));
    expect(inventory.get()).toBe(before);
  });

  it('that is not there says so', () => {
    expect(() => service.preview(own)).toThrow(badRequest('is not there'));
  });

  it('may be given as a text', () => {
    const given = source('sshConfig', ['Host z\n  HostName 10.9.9.9\n  PreferredAuthentications password\n']);
    service.apply(given, ['host:z']);
    expect(inventory.host('z')).toMatchObject({ address: '10.9.9.9', auth: { method: 'password' } });
  });
});

describe('Holdfast’s own document', () => {
  it('is what an export gives, and imports as nothing new', () => {
    const document = source('holdfast', [JSON.stringify(service.export())]);
    expect(service.preview(document).rows.map(({ status }) => status)).toEqual(Array(6).fill('same'));
  });

  it('holds no secret, also where one stands in a URL', () => {
    const item = (more: object) => ({ repositoryLocation: '/data/x', ...more });
    const urls = { repositoryUrl: 'https://u:hunter2@example.org/x.git', healthUrl: 'http://u:hunter2@localhost/live' };
    inventory.merge({
      hosts: [{ name: 'a', address: 'a', user: 'u', password: 'hunter2', packages: [item(urls)] }],
    });
    const exported = service.export();
    expect(JSON.stringify(exported)).not.toContain('hunter2');
    expect(exported.hosts.at(-1)?.packages[0]).toMatchObject({
      repositoryUrl: 'https://example.org/x.git',
      healthUrl: 'http://localhost/live',
    });
  });

  it('has rows that are invalid without spoiling the others', () => {
    const document = source('holdfast', [
      '{"hosts": [{"name": "a", "address": "a b", "user": "u"}, {"name": "b", "address": "b", "user": "u", "colour": 1}, 7]}',
    ]);
    const { rows } = service.preview(document);
    expect(rows.map(({ status }) => status)).toEqual(['invalid', 'new', 'invalid']);
    expect(rows[0]?.problems).toEqual(['address: must be a host name or an IP address']);
    expect(rows[1]?.problems).toEqual(['colour is not a known field and is ignored']);
    expect(() => service.apply(document, ['host:b', 'host:a'])).toThrow(badRequest('address'));
    expect(service.apply(document, ['host:b'])).toEqual({ added: ['b'], updated: [] });
  });

  it('needs the host of a package', () => {
    const document = source('holdfast', [
      '{"hosts": [{"name": "a", "address": "a", "user": "u", "packages": [{"repositoryLocation": "/x"}]}]}',
    ]);
    expect(() => service.apply(document, ['package:a/x'])).toThrow(badRequest('choose it too'));
    expect(() => service.apply(document, ['host:nowhere'])).toThrow(badRequest('no row'));
  });
});
