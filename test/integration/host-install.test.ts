import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Host, HostSchema } from '../../src/contract/inventory';
import { HostScriptsService } from '../../src/main/services/hosts/host-scripts-service';
import { type LocalScripts, readLocalScripts } from '../../src/main/services/hosts/local-scripts';
import { packagesOf } from '../../src/main/services/packages/package-directory';
import { scriptCommand } from '../../src/main/services/packages/script-command';
import { openSession } from '../support/ssh-session';
import { hostOf, type Sshd, startSshd } from '../support/sshd';

/** Installing the scripts over a real sshd, with SFTP and without it. */
let withSftp: Sshd;
let withoutSftp: Sshd;
/** The temporary folder of these hosts, where nothing may be left. */
let temporary: string;
beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), 'holdfast-temporary-'));
  withSftp = await startSshd({ config: ['Subsystem sftp internal-sftp'], env: { TMPDIR: temporary } });
  withoutSftp = await startSshd({ env: { TMPDIR: temporary } });
});
afterAll(async () => {
  await withSftp?.stop();
  await withoutSftp?.stop();
  rmSync(temporary, { recursive: true, force: true });
});

const scripts = readLocalScripts();
/** As the next release would have them. */
const withVersion = (toolVersion: string): LocalScripts => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-scripts-'));
  for (const { path, content } of scripts.files) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    const text = path === 'lib/load.sh' ? content.toString().replace(/(TOOL_VERSION=).*/, `$1${toolVersion}`) : content;
    writeFileSync(join(folder, path), text);
  }
  const read = readLocalScripts(folder);
  rmSync(folder, { recursive: true });
  return read;
};
const next = withVersion('0.2.0');

let root: string;
let folder: string;
let open: ReturnType<typeof openSession>[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-install-'));
  root = join(folder, 'lib', 'holdfast');
  mkdirSync(join(folder, 'lib'));
});
afterEach(async () => {
  await Promise.all(open.map(({ connections }) => connections.close()));
  open = [];
  rmSync(folder, { recursive: true, force: true });
});

function setUp({ sshd = withSftp, local = scripts, packages = [] as object[] } = {}) {
  const session = openSession(sshd);
  open.push(session);
  const host: Host = HostSchema.parse(hostOf(sshd, { scriptsDirectory: root, packages }));
  return { host, session, service: new HostScriptsService(session.connections, local, 30_000) };
}
const versions = () => readdirSync(join(root, 'versions')).sort();
const current = () => readlinkSync(join(root, 'current')).replace('versions/', '');

describe.each([
  ['over SFTP', () => withSftp],
  ['without SFTP', () => withoutSftp],
])('%s', (_name, sshd) => {
  it('installs root-owned scripts that run, and finds nothing to do the second time', async () => {
    const { host, service, session } = setUp({ sshd: sshd() });
    expect(await service.status(host)).toMatchObject({ state: 'missing', installedVersion: null });
    expect(await service.install(host)).toMatchObject({
      outcome: 'installed',
      state: 'current',
      installedVersion: scripts.version,
      previousVersion: null,
    });
    expect(await service.install(host)).toMatchObject({ outcome: 'alreadyInstalled' });
    expect(await service.status(host)).toMatchObject({ state: 'current', installedVersion: scripts.version });
    const script = join(root, 'current', 'es-backup-manage.sh');
    expect(statSync(script)).toMatchObject({ uid: 0, gid: 0, mode: 0o100755 });
    expect(statSync(join(root, 'current', 'lib', 'catalog.jq')).mode).toBe(0o100644);
    const help = await session.run(host, ['bash', script, 'help', '--format=json']);
    expect(JSON.parse(help.stdout)).toMatchObject({ success: true });
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('versions', () => {
  it('are upgraded, gone back to, and pruned but for the previous one', async () => {
    const { host, service, session } = setUp();
    await service.install(host);
    const upgrade = new HostScriptsService(session.connections, next, 30_000);
    expect(await upgrade.status(host)).toMatchObject({ state: 'outdated' });
    expect(await upgrade.install(host)).toMatchObject({ outcome: 'installed', previousVersion: scripts.version });
    expect(await service.status(host)).toMatchObject({ state: 'newer' });
    await expect(service.install(host)).rejects.toMatchObject({ code: 'SCRIPTS_NEWER' });
    expect(await service.rollback(host)).toMatchObject({
      outcome: 'rolledBack',
      installedVersion: scripts.version,
      previousVersion: next.version,
    });
    expect(await service.rollback(host)).toMatchObject({ installedVersion: next.version });
    const third = new HostScriptsService(session.connections, withVersion('0.3.0'), 30_000);
    await third.install(host);
    expect(versions()).toEqual([next.version, third.local.version].sort());
    expect(await service.install(host, { replaceNewer: true })).toMatchObject({ outcome: 'installed' });
    expect(current()).toBe(scripts.version);
  });

  it('are not pruned while a script of them runs', async () => {
    const { host, service, session } = setUp();
    await service.install(host);
    const running = join(root, 'versions', scripts.version, 'es-backup-manage.sh');
    const reader = session.bash(host, `exec 7<'${running}'; sleep 30 & echo $!; wait`, { timeoutMs: 60_000 });
    for (const version of ['0.2.0', '0.3.0']) {
      await new HostScriptsService(session.connections, withVersion(version), 30_000).install(host);
    }
    expect(versions()).toContain(scripts.version);
    await expect(service.uninstall(host)).rejects.toMatchObject({ code: 'BUSY' });
    await session.bash(host, `kill $(find /proc/[0-9]*/fd -lname '${running}' -printf '%h\\n' | cut -d/ -f3)`);
    await reader;
    expect(await service.uninstall(host)).toMatchObject({ outcome: 'uninstalled', state: 'missing' });
    expect(existsSync(root)).toBe(false);
    expect(await service.uninstall(host)).toMatchObject({ outcome: 'nothingToDo' });
  });

  it.each([
    ['a changed file', (at: string) => writeFileSync(join(at, 'lib', 'list.sh'), 'echo other\n')],
    ['a missing file', (at: string) => rmSync(join(at, 'lib', 'list.sh'))],
    ['a further file', (at: string) => writeFileSync(join(at, 'lib', 'more.sh'), '')],
    ['another owner', (at: string) => chownSync(join(at, 'lib', 'list.sh'), 65534, 65534)],
    ['rights for all', (at: string) => chmodSync(join(at, 'lib'), 0o777)],
    ['an empty manifest', (at: string) => writeFileSync(join(at, 'MANIFEST'), '')],
  ])('with %s are repaired', async (_what, damage) => {
    const { host, service } = setUp();
    await service.install(host);
    damage(join(root, 'versions', scripts.version));
    expect(await service.install(host)).toMatchObject({ outcome: 'repaired', state: 'current', previousVersion: null });
    expect(versions()).toEqual([`${scripts.version}_2`]);
    expect(await service.install(host)).toMatchObject({ outcome: 'alreadyInstalled' });
  });
});

describe('packages', () => {
  const run = async (backupScriptPath?: string) => {
    const configuration = join(folder, 'configuration');
    const own = join(configuration, 'rocket-welder');
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'es-backup-manage.sh'), '# --format=json\necho own\n');
    const item = { repositoryLocation: '/data/rocket-welder', hostRepositoriesRoot: configuration, backupScriptPath };
    const { host, service, session } = setUp({ packages: [item] });
    const [resolved] = packagesOf(host);
    const said = async () => {
      if (!resolved) throw new Error('no package');
      return (await session.run(host, scriptCommand(resolved, ['help', '--format=json']))).stdout;
    };
    const before = await said();
    await service.install(host);
    const installed = await said();
    await service.uninstall(host);
    return [before, installed, await said()].map((text) => (text.includes('toolVersion') ? 'installed' : text.trim()));
  };

  it('use the installed scripts where there are any, and else their own', async () => {
    expect(await run()).toEqual(['own', 'installed', 'own']);
  });

  it('use the absolute path that is configured, whatever is installed', async () => {
    expect(await run(join(folder, 'configuration/rocket-welder/es-backup-manage.sh'))).toEqual(['own', 'own', 'own']);
  });
});

describe('a host where it cannot be done', () => {
  it('says so when the folder is a file', async () => {
    const { host, service } = setUp();
    writeFileSync(root, '');
    await expect(service.install(host)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it.each([
    ['another owner', () => chownSync(join(folder, 'lib'), 65534, 65534)],
    ['write rights for all', () => chmodSync(join(folder, 'lib'), 0o777)],
  ])('refuses a folder below one with %s', async (_what, change) => {
    const { host, service } = setUp();
    change();
    await expect(service.install(host)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(existsSync(join(root, 'current'))).toBe(false);
  });
});
