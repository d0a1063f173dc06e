import { mkdirSync } from 'node:fs';
import { Notification, safeStorage } from 'electron';
import ElectronStore from 'electron-store';
import { HoldfastError } from '../../contract/errors';
import type { SecretKind } from '../../contract/hosts';
import { documentStore, keepCorruptAside, storeOptions } from './document-store';
import { MemorySecrets, SECRET_KINDS, secretName } from './memory-secrets';
import type { DocumentStore, KeptAside, Notifications, Platform, SecretStore } from './platform';

/** The platform of the desktop window. Call it when Electron's app is ready. */
export function electronPlatform(dataDirectory: string): Platform {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const keptAside: KeptAside[] = [];
  const openStore = (name: string) => {
    keepCorruptAside(dataDirectory, name, (kept) => keptAside.push(kept));
    return documentStore(new ElectronStore(storeOptions(dataDirectory, name)));
  };
  const secrets = new SafeStorageSecrets(openStore('secrets'));
  return { shell: 'desktop', dataDirectory, secrets, notifications, keptAside, openStore };
}

/** Where the system has no notifications, such as in a bare X server, nothing is shown: the page tells of the same. */
const notifications: Notifications = {
  show({ title, body, onClick }) {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    if (onClick) notification.on('click', onClick);
    notification.show();
  },
};

/** Secrets encrypted by the operating system's own store; base64 of the cipher text is on disk. */
class SafeStorageSecrets implements SecretStore {
  readonly #memory = new MemorySecrets();

  constructor(private readonly store: DocumentStore) {}

  async get(host: string, kind: SecretKind): Promise<string | undefined> {
    const inMemory = this.#memory.get(host, kind);
    if (inMemory !== undefined) return inMemory;
    const sealed = this.store.read()[secretName(host, kind)];
    if (typeof sealed !== 'string' || unavailability() !== undefined) return undefined;
    return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
  }

  async set(host: string, kind: SecretKind, secret: string, remember: boolean): Promise<void> {
    if (remember) {
      const reason = unavailability();
      if (reason !== undefined) {
        throw new HoldfastError('SECRET_STORE_UNAVAILABLE', reason, { remedy: 'Keep it for this run only.' });
      }
      const sealed = safeStorage.encryptString(secret).toString('base64');
      this.store.write({ ...this.store.read(), [secretName(host, kind)]: sealed });
    }
    this.#memory.set(host, kind, secret);
  }

  /** The sealed secrets move as they are: nothing is decrypted, and one write moves them all. */
  async rename(host: string, to: string): Promise<void> {
    const { sealed, others } = this.#split(host, to);
    const moved = sealed.flatMap(([kind, from, text]) => (from === host ? [[secretName(to, kind), text]] : []));
    this.store.write({ ...others, ...Object.fromEntries(moved) });
    this.#memory.rename(host, to);
  }

  async remove(host: string): Promise<void> {
    this.store.write(this.#split(host).others);
    this.#memory.remove(host);
  }

  /** What is stored for these hosts, as [kind, host, text], and everything else. */
  #split(...hosts: string[]) {
    const others = this.store.read();
    const sealed = hosts.flatMap((host) =>
      SECRET_KINDS.flatMap((kind) => {
        const text = others[secretName(host, kind)];
        delete others[secretName(host, kind)];
        return text === undefined ? [] : [[kind, host, text] as const];
      }),
    );
    return { sealed, others };
  }
}

/**
 * Why secrets cannot be remembered here, or undefined. `basic_text` would be a fixed key: no protection. Electron 25 does
 * not say which it uses, so that it may be that one.
 */
function unavailability(): string | undefined {
  if (!safeStorage.isEncryptionAvailable()) return 'The operating system offers no encryption for secrets.';
  const backend = safeStorage.getSelectedStorageBackend?.() ?? 'basic_text';
  if (process.platform === 'linux' && backend === 'basic_text') {
    return 'No keyring is running (such as GNOME Keyring or KWallet), so secrets could only be stored unprotected.';
  }
  return undefined;
}
