import type { SecretKind } from '../../contract/hosts';

/**
 * What differs between the desktop shell and plain Node. Services know this interface only; the
 * implementations are `electron.ts` and `node.ts` beside it.
 */
export interface Platform {
  readonly shell: 'desktop' | 'web';
  /** Folder that holds everything Holdfast writes on this machine. */
  readonly dataDirectory: string;
  readonly secrets: SecretStore;
  readonly notifications: Notifications;
  /** Documents that could not be read at the start and were kept aside: the application runs with defaults instead. */
  readonly keptAside: readonly KeptAside[];
  /** Opens one JSON document of the data folder, `name` without extension. */
  openStore(name: string): DocumentStore;
}

/** A document that was no JSON object. */
export interface KeptAside {
  document: string;
  /** Where it is now. */
  keptIn: string;
}

/** Messages that the operating system shows, outside the window. */
export interface Notifications {
  show(notification: { title: string; body: string; onClick?: () => void }): void;
}

/** One JSON document, written atomically and readable by its owner only. */
export interface DocumentStore {
  /** The document as it is on disk, not validated; `{}` when there is none. */
  read(): Record<string, unknown>;
  write(document: Record<string, unknown>): void;
}

/** Keeps passwords and passphrases. They never enter the inventory, a log or an error. */
export interface SecretStore {
  get(host: string, kind: SecretKind): Promise<string | undefined>;
  /**
   * Keeps a secret, until the application ends or, with `remember`, for good.
   * @throws HoldfastError SECRET_STORE_UNAVAILABLE when it cannot be remembered safely here.
   */
  set(host: string, kind: SecretKind, secret: string, remember: boolean): Promise<void>;
  /** Takes what is kept for one host to another name; nothing is kept for the old one then. */
  rename(host: string, to: string): Promise<void>;
  /** Forgets what is kept for a host. */
  remove(host: string): Promise<void>;
}
