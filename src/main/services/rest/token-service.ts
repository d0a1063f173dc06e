import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { AccessScope } from '../../../contract/access';
import { HoldfastError } from '../../../contract/errors';
import { type Token, TokenSchema } from '../../../contract/tokens';
import type { DocumentStore } from '../../platform/platform';

/** Only hashes are kept. A token has 256 random bits, so that a fast hash tells nothing of it. */
const StoredTokenSchema = TokenSchema.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const StoreSchema = z.object({ tokens: z.array(StoredTokenSchema).default([]) });
type StoredToken = z.infer<typeof StoredTokenSchema>;

/** Named tokens for REST. The store is read anew each time: another process may have revoked one. */
export class TokenService {
  constructor(private readonly store: DocumentStore) {}

  list(): Token[] {
    return this.#read().map(({ sha256: _, ...token }) => token);
  }

  /** The answer is the only place where the token itself is ever seen. @throws HoldfastError NAME_TAKEN */
  create(name: string, scope: AccessScope): Token & { token: string } {
    const tokens = this.#read();
    if (tokens.some((known) => known.name === name)) {
      throw new HoldfastError('NAME_TAKEN', `There is a token named "${name}" already.`, {
        remedy: 'Choose another name, or revoke that token first.',
      });
    }
    const token = `hf_${randomBytes(32).toString('base64url')}`;
    const created = { name, scope, createdAt: new Date().toISOString() };
    this.store.write({ tokens: [...tokens, { ...created, sha256: hash(token).toString('hex') }] });
    return { ...created, token };
  }

  /** @throws HoldfastError TOKEN_NOT_FOUND */
  revoke(name: string): void {
    const tokens = this.#read();
    const left = tokens.filter((known) => known.name !== name);
    if (left.length === tokens.length) {
      throw new HoldfastError('TOKEN_NOT_FOUND', `There is no token named "${name}".`);
    }
    this.store.write({ tokens: left });
  }

  /** Whose token this is. It is compared with all, so that the time tells nothing about any. */
  identify(token: string): Token | undefined {
    const given = hash(token);
    let found: Token | undefined;
    for (const { sha256, ...known } of this.#read()) {
      if (timingSafeEqual(given, Buffer.from(sha256, 'hex'))) found = known;
    }
    return found;
  }

  /** A store that cannot be understood must not let anybody in, nor be overwritten. */
  #read(): StoredToken[] {
    const parsed = StoreSchema.safeParse(this.store.read());
    if (parsed.success) return parsed.data.tokens;
    throw new HoldfastError('INTERNAL', 'tokens.json in the data folder is not valid: no named token is accepted.', {
      remedy: 'Remove that file and create the tokens anew.',
    });
  }
}

/** Hashes have one length, so that a comparison tells nothing of a token's. */
export function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
