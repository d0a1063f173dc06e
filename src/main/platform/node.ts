import { mkdirSync } from 'node:fs';
import Conf from 'conf';
import { HoldfastError } from '../../contract/errors';
import type { SecretKind } from '../../contract/hosts';
import { documentStore, keepCorruptAside, storeOptions } from './document-store';
import { MemorySecrets } from './memory-secrets';
import type { KeptAside, Platform, SecretStore } from './platform';

/** The platform of `serve`: plain Node, without Electron. */
export function nodePlatform(dataDirectory: string): Platform {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const keptAside: KeptAside[] = [];
  return {
    shell: 'web',
    dataDirectory,
    secrets: new EnvironmentSecrets(),
    // A server has nobody in front of it.
    notifications: { show() {} },
    keptAside,
    openStore: (name) => {
      keepCorruptAside(dataDirectory, name, (kept) => keptAside.push(kept));
      return documentStore(new Conf(storeOptions(dataDirectory, name)));
    },
  };
}

/**
 * Plain Node has no safe place on disk: secrets come from the environment, as
 * `HOLDFAST_SSH_PASSWORD_<HOST>` and `HOLDFAST_SSH_PASSPHRASE_<HOST>`, or are kept for this run only.
 */
class EnvironmentSecrets implements SecretStore {
  readonly #memory = new MemorySecrets();

  async get(host: string, kind: SecretKind): Promise<string | undefined> {
    return this.#memory.get(host, kind) ?? process.env[environmentName(host, kind)];
  }

  async set(host: string, kind: SecretKind, secret: string, remember: boolean): Promise<void> {
    if (remember) {
      throw new HoldfastError('SECRET_STORE_UNAVAILABLE', 'Without the desktop window, secrets cannot be remembered.', {
        remedy: `Keep it for this run only, or set ${environmentName(host, kind)} before the start.`,
      });
    }
    this.#memory.set(host, kind, secret);
  }

  /** What the environment holds stays under the name it was given. */
  async rename(host: string, to: string): Promise<void> {
    this.#memory.rename(host, to);
  }

  async remove(host: string): Promise<void> {
    this.#memory.remove(host);
  }
}

/** The host's name in upper case, with `_` for all but letters and digits. */
function environmentName(host: string, kind: SecretKind): string {
  return `HOLDFAST_SSH_${kind}_${host}`.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}
