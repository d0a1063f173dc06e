import type { Algorithms, CipherAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from 'ssh2';
import supported from 'ssh2/lib/protocol/constants.js';

/** Modern algorithms only: no SHA-1 signatures, no CBC. The fastest ciphers first. */
const SERVER_HOST_KEYS: ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

const CIPHERS: CipherAlgorithm[] = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'chacha20-poly1305@openssh.com',
  'aes128-ctr',
  'aes192-ctr',
  'aes256-ctr',
];

const MACS: MacAlgorithm[] = [
  'hmac-sha2-256-etm@openssh.com',
  'hmac-sha2-512-etm@openssh.com',
  'hmac-sha2-256',
  'hmac-sha2-512',
];

const KEY_EXCHANGES: KexAlgorithm[] = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
  'diffie-hellman-group14-sha256',
];

/** What old servers can at best; only for hosts whose `legacyAlgorithms` says so, and after everything else. */
const LEGACY = {
  serverHostKey: ['ssh-rsa'] satisfies ServerHostKeyAlgorithm[],
  cipher: ['aes256-cbc', 'aes192-cbc', 'aes128-cbc'] satisfies CipherAlgorithm[],
  hmac: ['hmac-sha1-etm@openssh.com', 'hmac-sha1'] satisfies MacAlgorithm[],
  kex: ['diffie-hellman-group-exchange-sha1', 'diffie-hellman-group14-sha1'] satisfies KexAlgorithm[],
};
const NO_LEGACY: { [Part in keyof typeof LEGACY]: never[] } = { serverHostKey: [], cipher: [], hmac: [], kex: [] };

/**
 * What a connection offers. A host that is known by some types of keys is asked for those first, as
 * OpenSSH does: otherwise a second, unknown key of it would look like a changed one.
 */
export function algorithmsFor(knownKeyTypes: readonly string[], { legacy }: { legacy: boolean }): Algorithms {
  const more = legacy ? LEGACY : NO_LEGACY;
  const offered = [...SERVER_HOST_KEYS, ...more.serverHostKey];
  const known = offered.filter((algorithm) => knownKeyTypes.includes(keyTypeFor(algorithm)));
  const others = offered.filter((algorithm) => !known.includes(algorithm));
  return {
    serverHostKey: available([...known, ...others], supported.SUPPORTED_SERVER_HOST_KEY),
    cipher: available([...CIPHERS, ...more.cipher], supported.SUPPORTED_CIPHER),
    hmac: available([...MACS, ...more.hmac], supported.SUPPORTED_MAC),
    kex: available([...KEY_EXCHANGES, ...more.kex], supported.SUPPORTED_KEX),
  };
}

/** ssh2 refuses names that its cryptography lacks: Electron's has no chacha20-poly1305, for one. */
function available<T extends string>(wanted: readonly T[], offered: readonly string[]): T[] {
  return wanted.filter((name) => offered.includes(name));
}

/** RSA keys are of type `ssh-rsa` whatever hash signs with them. */
function keyTypeFor(algorithm: string): string {
  return algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;
}
