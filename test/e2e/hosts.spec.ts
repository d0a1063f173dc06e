import { readFileSync } from 'node:fs';
import { type Sshd, startSshd } from '../support/sshd';
import { card, createBackup, expect, test } from './fixtures';
import { expectAccessible, goTo, openShell } from './shells';

test('first run: from no host to the first backup', async ({ world: { host, welder } }, { project }) => {
  const { sshd } = host;
  const { page, close } = await openShell(project.name, { hosts: [] });
  await expect(page.getByRole('heading', { name: 'No hosts yet' })).toBeVisible();
  await page.getByRole('link', { name: 'Add a host' }).click();
  await page.getByRole('button', { name: 'Add host' }).click();
  const form = page.getByRole('dialog', { name: 'Add host' });
  await form.getByLabel('Name').fill('first');
  await form.getByLabel('Address').fill('not a name');
  await form.getByLabel('User').fill(sshd.user);
  await form.getByLabel('Private key file').fill(sshd.keyPath);
  await form.getByLabel('Port').fill(String(sshd.port));
  await form.getByRole('button', { name: 'Save' }).click();
  // The contract's own words, at the field.
  await expect(form.getByText('must be a host name or an IP address')).toBeVisible();
  await form.getByLabel('Address').fill(sshd.address);

  await form.getByRole('button', { name: 'Test connection' }).click();
  await form.getByRole('button', { name: 'Trust host key' }).click();
  const trust = page.getByRole('dialog', { name: 'Trust host key' });
  await expect(trust.getByText(/^SHA256:/)).toBeVisible();
  await trust.getByRole('button', { name: 'Trust and connect' }).click();
  await expect(form.getByText(`Logged in as ${sshd.user}`)).toBeVisible();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();

  await page.getByRole('button', { name: 'Add package to first' }).click();
  const packageForm = page.getByRole('dialog', { name: 'Add package to first' });
  const { entry } = welder;
  await packageForm.getByLabel('Repository location').fill(String(entry.repositoryLocation));
  await packageForm.getByLabel('Folder of all packages on the host').fill(String(entry.hostRepositoriesRoot));
  await packageForm.getByRole('button', { name: 'Where data, backups and scripts are' }).click();
  await packageForm.getByLabel('Backup folder').fill(String(entry.backupDirectory));
  await packageForm.getByLabel('Data folder').fill(String(entry.dataDirectory));
  await packageForm.getByLabel('Health URL').fill(String(entry.healthUrl));
  await packageForm.getByLabel('Log file').fill(String(entry.logFile));
  await packageForm.getByLabel('Backup script').fill(String(entry.backupScriptPath));
  await packageForm.getByRole('button', { name: 'Save' }).click();
  await expect(packageForm).toBeHidden();

  await goTo(page, 'Overview');
  // Tests before this one may have restored another version.
  await expect(card(page, 'rocket-welder').getByText(welder.version(), { exact: true }).first()).toBeVisible();
  await createBackup(page, 'rocket-welder');
  await goTo(page, 'Activity');
  await expect(page.getByRole('row').filter({ hasText: 'Create backup' }).getByText('Done')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Add host' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Verify record' }).click();
  await expect(page.getByText('The record is whole')).toBeVisible();
  await expectAccessible(page);
  await close();
});

test('checks a host and says what its scripts are', async ({ world: { host } }, { project }) => {
  const { page, close } = await openShell(project.name, host.inventory(), host.sshd.knownHosts);
  await goTo(page, 'Hosts');
  await page.getByRole('button', { name: 'More about press-line-1' }).click();
  await page.getByRole('menuitem', { name: 'Check host…' }).click();
  const drawer = page.getByRole('dialog', { name: 'press-line-1' });
  await expect(drawer.getByText(/^The host is (not )?ready$/)).toBeVisible();
  await expect(drawer.getByText('Docker', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole('tab', { name: 'Scripts' }).click();
  await expect(drawer.getByText("This Holdfast's version")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await close();
});

test.describe('a host key', () => {
  let sshd: Sshd;
  test.beforeAll(async () => {
    sshd = await startSshd();
  });
  test.afterAll(() => sshd.stop());

  test('that is not known is asked about, and one that has changed is refused', async ({ browserName: _ }, {
    project,
  }) => {
    const inventory = { hosts: [sshd.host({ name: 'line' })] };
    const { page, close } = await openShell(project.name, inventory);
    await page.getByRole('button', { name: 'Trust host key' }).click();
    const trust = page.getByRole('dialog', { name: 'Trust host key' });
    await trust.getByRole('button', { name: 'Trust and connect' }).click();
    await expect(page.getByText('Reachable', { exact: true })).toBeVisible();
    await close();

    const before = readFileSync(sshd.knownHosts, 'utf8');
    await sshd.changeHostKey();
    expect(sshd.hostKeyLines().join('\n')).not.toBe(before.trim());
    const again = await openShell(project.name, inventory, sshd.knownHosts);
    await expect(again.page.getByText('Host key changed', { exact: true })).toBeVisible();
    await expect(again.page.getByRole('button', { name: 'Trust host key' })).toHaveCount(0);
    await expectAccessible(again.page);
    await again.close();
  });
});

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

test('imports from AutoUpdater and from an SSH configuration, row by row', async ({ browserName: _ }, { project }) => {
  const { page, close } = await openShell(project.name, { hosts: [] });
  await goTo(page, 'Hosts');
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import hosts and packages' });
  const packages = ['rocket-welder', 'line-monitor'].map((name) => ({
    RepositoryLocation: `/data/${name}`,
    RepositoryUrl: `https://git.example.invalid/${name}.git`,
    DockerComposeDirectory: './',
    BackupEnabled: true,
    BackupScriptPath: 'es-backup-manage.sh',
  }));
  const settings = {
    SshHost: 'host.docker.internal',
    SshUser: 'deploy',
    SshAuthMethod: 'Password',
    Packages: packages,
  };
  await dialog.getByLabel('Files to import').setInputFiles(file('appsettings.json', JSON.stringify(settings)));
  await dialog.getByLabel('Name').fill('press');
  await dialog.getByLabel('Address').fill('10.255.255.1');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByRole('checkbox', { name: 'Import rocket-welder' })).toBeChecked();
  await dialog.getByRole('checkbox', { name: 'Import line-monitor' }).uncheck();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(dialog.getByText('Inventory imported')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('button', { name: 'Package rocket-welder on press' })).toBeVisible();
  await expect(page.getByText('line-monitor')).toHaveCount(0);

  await page.getByRole('button', { name: 'Import…' }).click();
  await dialog.getByText('SSH configuration', { exact: true }).click();
  const config =
    'Host *\n  User anna\nHost paint\n  HostName 10.255.255.2\n  Port 2222\nHost cutter\n  ProxyJump paint\n';
  await dialog.getByLabel('Files to import').setInputFiles(file('config', config));
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByRole('checkbox', { name: 'Import paint' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(dialog.getByText('Inventory imported')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('anna@10.255.255.2:2222')).toBeVisible();
  await expect(page.getByText('via paint')).toBeVisible();

  await page.getByRole('button', { name: 'More about cutter' }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page.getByRole('dialog', { name: 'Remove cutter?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('via paint')).toHaveCount(0);
  await close();
});
