import type { AnyAuthMethod, ConnectConfig } from 'ssh2';
import { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import type { SecretStore } from '../../platform/platform';
import { loginRefused, secretMissing } from './authentication-failures';
import { readPrivateKey } from './private-key';

/** Where a login finds what it needs on this machine. */
export interface Credentials {
  secrets: SecretStore;
  homeDirectory: string;
  env: NodeJS.ProcessEnv;
}

/** One thing to log in with, and what it is called when the host refuses it. */
interface Attempt {
  label: string;
  methods: () => Promise<AnyAuthMethod[]>;
}

/**
 * Answers ssh2's question for the next way to log in.
 * @param onFailure told why no login was possible; ssh2 itself only knows that all ways were refused.
 */
export function authentication(
  host: Host,
  credentials: Credentials,
  onFailure: (error: HoldfastError) => void,
): Pick<ConnectConfig, 'username' | 'authHandler'> {
  const attempts = attemptsFor(host, credentials);
  const tried: string[] = [];
  let methods: AnyAuthMethod[] = [];
  const next = async (): Promise<AnyAuthMethod | undefined> => {
    while (methods.length === 0) {
      const attempt = attempts.shift();
      if (!attempt) return undefined;
      methods = await attempt.methods();
      tried.push(attempt.label);
    }
    return methods.shift();
  };
  return {
    username: host.user,
    authHandler: (accepted, _partial, answer) => {
      // ssh2's types do not know that `false` means "no further way".
      const reply = answer as (method: AnyAuthMethod | false) => void;
      next().then(
        (method) => {
          if (!method) onFailure(allRefused(host, tried, accepted ?? []));
          reply(method ?? false);
        },
        (error: unknown) => {
          onFailure(error instanceof HoldfastError ? error : loginRefused(host, String(error)));
          reply(false);
        },
      );
      // `undefined` tells ssh2 that the answer comes later.
      return undefined as never;
    },
  };
}

function attemptsFor(host: Host, credentials: Credentials): Attempt[] {
  const { auth } = host;
  switch (auth.method) {
    case 'agent':
      return [agent(host, credentials)];
    case 'privateKey':
      return [privateKey(host, auth.keyPath, credentials)];
    case 'password':
      return [password(host, credentials)];
    case 'keyThenPassword':
      return [privateKey(host, auth.keyPath, credentials), password(host, credentials)];
  }
}

function agent(host: Host, { env }: Credentials): Attempt {
  const methods = async (): Promise<AnyAuthMethod[]> => {
    // Windows' own agent listens at one fixed place.
    const socket = env.SSH_AUTH_SOCK || (process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : '');
    if (socket !== '') return [{ type: 'agent', username: host.user, agent: socket }];
    throw loginRefused(host, 'no SSH agent is running (SSH_AUTH_SOCK is not set)', {
      remedy: 'Start ssh-agent and add the key with ssh-add, or set a private key for this host in the inventory.',
    });
  };
  return { label: "the SSH agent's keys", methods };
}

function privateKey(host: Host, keyPath: string, credentials: Credentials): Attempt {
  const methods = async (): Promise<AnyAuthMethod[]> => {
    const key = await readPrivateKey(host, keyPath, credentials);
    return [{ type: 'publickey', username: host.user, key }];
  };
  return { label: `the private key ${keyPath}`, methods };
}

/** Some servers ask for the password as a question and answer. */
function password(host: Host, { secrets }: Credentials): Attempt {
  const methods = async (): Promise<AnyAuthMethod[]> => {
    const secret = await secrets.get(host.name, 'password');
    if (secret === undefined) throw secretMissing(host, 'password', 'it needs a password');
    return [
      { type: 'password', username: host.user, password: secret },
      {
        type: 'keyboard-interactive',
        username: host.user,
        prompt: (_name, _instructions, _language, prompts, finish) => finish(prompts.length === 1 ? [secret] : []),
      },
    ];
  };
  return { label: 'the password', methods };
}

function allRefused(host: Host, tried: readonly string[], accepted: readonly string[]): HoldfastError {
  const offers = accepted.length > 0 ? ` (it accepts: ${accepted.join(', ')})` : '';
  const usesPassword = tried.includes('the password');
  return loginRefused(host, `it refused ${tried.join(' and ')}${offers}`, {
    remedy: usesPassword
      ? 'Enter the password again, or check the user of this host in the inventory.'
      : `Add the public key to ~/.ssh/authorized_keys of "${host.user}" on the host, or check the user in the inventory.`,
    ...(usesPassword ? { secretKind: 'password' } : {}),
  });
}
