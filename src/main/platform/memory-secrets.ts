import type { SecretKind } from '../../contract/hosts';

/** Secrets of this run only. */
export class MemorySecrets {
  readonly #secrets = new Map<string, string>();

  get(host: string, kind: SecretKind): string | undefined {
    return this.#secrets.get(secretName(host, kind));
  }

  set(host: string, kind: SecretKind, secret: string): void {
    this.#secrets.set(secretName(host, kind), secret);
  }
}

/** One name for a secret in every store. */
export function secretName(host: string, kind: SecretKind): string {
  return `${kind}:${host}`;
}
