import { HoldfastError } from '../../../../contract/errors';
import type { ImportSource } from '../../../../contract/inventory-import';
import type { Candidate, Candidates } from './candidates';
import { entriesOf, isSettings, layered, type Settings, type SettingsValue, settingsOf } from './dotnet-settings';
import { readJson } from './read-json';
import { withoutCredentials } from './without-credentials';

/** How AutoUpdater, in its container, names the very host it runs on. */
const FROM_INSIDE = /^(localhost|127\.|::1$|host\.docker\.internal$|172\.17\.0\.1$)/i;
const METHODS: Record<string, string> = {
  password: 'password',
  privatekey: 'privateKey',
  privatekeywithpassphrase: 'privateKey',
  keywithpasswordfallback: 'keyThenPassword',
};
/** Settings that hold secrets. They are never read, only spoken of. */
const HOST_SECRETS = ['sshpwd', 'sshpassword', 'sshkeypassphrase', 'sshpassphrase'];
const PACKAGE_SECRETS = ['dockerauth'];

/** Field of Holdfast's package → setting of AutoUpdater's, for what is a text in both. */
const PACKAGE_TEXTS = {
  repositoryLocation: 'repositorylocation',
  repositoryUrl: 'repositoryurl',
  dockerComposeDirectory: 'dockercomposedirectory',
  hostRepositoriesRoot: 'hostrepositoriesroot',
  backupScriptPath: 'backupscriptpath',
  backupDirectory: 'backupdirectory',
  dataDirectory: 'datadirectory',
} as const;

/** Reads AutoUpdater's `appsettings*.json`: one host and its packages. Later files override earlier ones. */
export function readAutoUpdater({ files, host: given = {} }: ImportSource): Candidates {
  const settings = files
    .map(({ name, text }) => settingsOf(readJson(name, text)))
    .reduce<SettingsValue>((lower, upper) => layered(lower, upper), {});
  if (!isSettings(settings))
    throw new HoldfastError('BAD_REQUEST', 'The settings are not an object.', { field: 'files' });
  const host = hostOf(settings, given);
  const packages = ['stdpackages', 'packages'].flatMap((list) => entriesOf(settings[list]));
  const known = packages.length > 0 || HOST_SECRETS.concat('sshuser', 'sshhost').some((name) => name in settings);
  return {
    candidates: [host, ...packages.map((item) => packageOf(item, host.host, settings))],
    problems: known ? [] : ['There is neither SshHost nor a package in it: is it AutoUpdater’s appsettings file?'],
  };
}

function hostOf(settings: Settings, given: NonNullable<ImportSource['host']>): Candidate {
  const problems: string[] = [];
  const address = given.address ?? text(settings, 'sshhost');
  const name = given.name ?? address ?? 'autoupdater-host';
  if (address === undefined) problems.push('SshHost is not set: give the address of the host.');
  else if (given.address === undefined && FROM_INSIDE.test(address)) {
    problems.push(
      `SshHost is "${address}", which is the host as AutoUpdater’s container sees it: give its own address.`,
    );
  }
  const user = given.user ?? text(settings, 'sshuser');
  if (user === undefined) problems.push('SshUser is not set: give the user to log in as.');
  for (const secret of HOST_SECRETS) {
    if (text(settings, secret) !== undefined)
      problems.push('A password or passphrase in it is not taken: Holdfast asks for it.');
  }
  const port = given.port ?? numberOf(text(settings, 'sshport'));
  const fields = defined({ name, address, user, port, auth: authOf(settings, problems) });
  return { kind: 'host', host: name, fields, problems: [...new Set(problems)], unusable: !address || !user };
}

function authOf(settings: Settings, problems: string[]): Record<string, string> | undefined {
  const said = text(settings, 'sshauthmethod');
  const keyPath = text(settings, 'sshkeypath');
  const method = said === undefined ? undefined : METHODS[said.toLowerCase()];
  if (said !== undefined && method === undefined) {
    problems.push(`SshAuthMethod "${said}" is not known: choose how to log in.`);
  }
  if (method === 'password') return { method };
  if (method === undefined && keyPath === undefined) return undefined;
  if (keyPath === undefined) {
    problems.push('SshKeyPath is not set: keys are taken from the SSH agent.');
    return { method: 'agent' };
  }
  problems.push(
    `The key ${keyPath} is a file of the machine AutoUpdater runs on: check that this machine has it there.`,
  );
  return { method: method ?? 'privateKey', keyPath };
}

function packageOf(item: SettingsValue, host: string, settings: Settings): Candidate {
  const problems: string[] = [];
  if (!isSettings(item)) {
    return { kind: 'package', host, fields: {}, problems: ['it is not an object'], unusable: true };
  }
  const texts = Object.fromEntries(
    Object.entries(PACKAGE_TEXTS).map(([field, setting]) => [field, text(item, setting)]),
  ) as Record<keyof typeof PACKAGE_TEXTS, string | undefined>;
  texts.hostRepositoriesRoot ??= text(settings, 'hostrepositoriesroot');
  if (texts.repositoryUrl !== undefined) {
    const { url, removed } = withoutCredentials(texts.repositoryUrl);
    texts.repositoryUrl = url;
    if (removed) problems.push('User and password in RepositoryUrl are not taken.');
  }
  if (PACKAGE_SECRETS.some((secret) => text(item, secret) !== undefined)) {
    problems.push('DockerAuth is not taken: Holdfast never pulls images by itself.');
  }
  const enabled = text(item, 'backupenabled')?.toLowerCase();
  const backupEnabled = enabled === undefined ? undefined : enabled === 'true';
  return { kind: 'package', host, fields: defined({ ...texts, backupEnabled }), problems };
}

/** A setting's text; undefined when it is not there or empty. */
function text(settings: Settings, name: string): string | undefined {
  const value = settings[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** What is no number stays as it is: the schema says what is wrong with it. */
function numberOf(value: string | undefined): number | string | undefined {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : value;
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
