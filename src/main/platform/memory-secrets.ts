import { type SecretKind, SecretKindSchema } from '../../contract/hosts';

/** All kinds of secrets that can be kept for a host. */
export const SECRET_KINDS: readonly SecretKind[] = SecretKindSchema.options;

/** Secrets of this run only. */
export class MemorySecrets {
  readonly #secrets = new Map<string, string>();

  get(host: string, kind: SecretKind): string | undefined {
    return this.#secrets.get(secretName(host, kind));
  }

  set(host: string, kind: SecretKind, secret: string): void {
    this.#secrets.set(secretName(host, kind), secret);
  }

  rename(host: string, to: string): void {
    const kept = SECRET_KINDS.map((kind) => [kind, this.get(host, kind)] as const);
    this.remove(host);
    this.remove(to);
    for (const [kind, secret] of kept) if (secret !== undefined) this.set(to, kind, secret);
  }

  remove(host: string): void {
    for (const kind of SECRET_KINDS) this.#secrets.delete(secretName(host, kind));
  }
}

/** One name for a secret in every store. */
export function secretName(host: string, kind: SecretKind): string {
  return `${kind}:${host}`;
}
