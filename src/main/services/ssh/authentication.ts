import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type AnyAuthMethod, type ConnectConfig } from 'ssh2';
import { HoldfastError } from '../../../contract/errors';
import type { SecretKind } from '../../../contract/hosts';
import type { Host } from '../../../contract/inventory';
import type { SecretStore } from '../../platform/platform';

/** One way to log in, asked for only when the ones before it were refused. */
type Attempt = () => Promise<AnyAuthMethod[]>;

/**
 * Answers ssh2's question for the next way to log in.
 * @param onFailure told of what keeps the operator from logging in, such as a missing key file;
 *   ssh2 itself only knows that all ways were refused.
 */
export function authentication(
  host: Host,
  secrets: SecretStore,
  onFailure: (error: HoldfastError) => void,
): Pick<ConnectConfig, 'username' | 'authHandler'> {
  const attempts = attemptsFor(host, secrets);
  let methods: AnyAuthMethod[] = [];
  const next = async (): Promise<AnyAuthMethod | false> => {
    while (methods.length === 0) {
      const attempt = attempts.shift();
      if (!attempt) return false;
      methods = await attempt();
    }
    return methods.shift() ?? false;
  };
  return {
    username: host.user,
    authHandler: (_left, _partial, answer) => {
      // ssh2's types do not know that `false` means "no further way".
      const reply = answer as (method: AnyAuthMethod | false) => void;
      next().then(reply, (error: unknown) => {
        onFailure(error instanceof HoldfastError ? error : refused(host, String(error)));
        reply(false);
      });
      // `undefined` tells ssh2 that the answer comes later.
      return undefined as never;
    },
  };
}

function attemptsFor(host: Host, secrets: SecretStore): Attempt[] {
  const { auth } = host;
  switch (auth.method) {
    case 'agent':
      return [async () => [agentMethod(host)]];
    case 'privateKey':
      return [async () => [await keyMethod(host, auth.keyPath, secrets)]];
    case 'password':
      return [() => passwordMethods(host, secrets)];
    case 'keyThenPassword':
      return [async () => [await keyMethod(host, auth.keyPath, secrets)], () => passwordMethods(host, secrets)];
  }
}

function agentMethod(host: Host): AnyAuthMethod {
  const agent = process.env.SSH_AUTH_SOCK ?? (process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : '');
  if (agent === '') {
    throw new HoldfastError('AUTHENTICATION_FAILED', `No SSH agent is running to log in to host "${host.name}" with.`, {
      host: host.name,
      remedy: 'Start ssh-agent and add the key with ssh-add, or set a private key for this host in the inventory.',
    });
  }
  return { type: 'agent', username: host.user, agent };
}

async function keyMethod(host: Host, keyPath: string, secrets: SecretStore): Promise<AnyAuthMethod> {
  const path = keyPath
    .replace(/^~(?=$|[\\/])/, homedir())
    .replace(/^(?![\\/]|[A-Za-z]:)/, `${join(homedir(), '.ssh')}/`);
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw refused(host, `the private key ${path} ${reason}`);
  });
  if (isReadable(ssh2.utils.parseKey(content))) return { type: 'publickey', username: host.user, key: content };
  const passphrase = await secrets.get(host.name, 'passphrase');
  if (passphrase === undefined && needsPassphrase(ssh2.utils.parseKey(content))) {
    throw secretMissing(host, 'passphrase', `The private key ${path} has a passphrase.`);
  }
  const parsed = ssh2.utils.parseKey(content, passphrase);
  if (!isReadable(parsed)) {
    const wrong =
      passphrase === undefined
        ? 'is not a private key that Holdfast can read'
        : 'does not open with the passphrase given';
    throw refused(host, `the private key ${path} ${wrong}`);
  }
  return { type: 'publickey', username: host.user, key: content, passphrase };
}

/** Some servers ask for the password as a question and answer. */
async function passwordMethods(host: Host, secrets: SecretStore): Promise<AnyAuthMethod[]> {
  const password = await secrets.get(host.name, 'password');
  if (password === undefined) throw secretMissing(host, 'password', `Host "${host.name}" needs a password.`);
  return [
    { type: 'password', username: host.user, password },
    {
      type: 'keyboard-interactive',
      username: host.user,
      prompt: (_name, _instructions, _language, prompts, finish) => finish(prompts.length === 1 ? [password] : []),
    },
  ];
}

type ParsedKey = ReturnType<typeof ssh2.utils.parseKey>;
const isReadable = (parsed: ParsedKey) => !(parsed instanceof Error);
const needsPassphrase = (parsed: ParsedKey) => parsed instanceof Error && /passphrase|encrypted/i.test(parsed.message);

/** The host, or what is needed to ask it, refuses the login. */
export function refused(host: Host, reason: string): HoldfastError {
  return new HoldfastError(
    'AUTHENTICATION_FAILED',
    `Host "${host.name}" (${host.user}@${host.address}:${host.port}) cannot be logged in to: ${reason}.`,
    { host: host.name, remedy: 'Check the user and the way to log in of this host in the inventory.' },
  );
}

function secretMissing(host: Host, kind: SecretKind, message: string): HoldfastError {
  return new HoldfastError('SECRET_MISSING', message, {
    host: host.name,
    secretKind: kind,
    remedy: `Enter the ${kind}.`,
  });
}
