import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** What known_hosts files say of a key that a host presents. */
export type HostKeyVerdict =
  | { status: 'trusted' }
  | { status: 'unknown' }
  /** `file` and `line` (from 1) hold the key that is known, or the revocation. */
  | { status: 'changed' | 'revoked'; file: string; line: number };

interface Entry {
  marker: string | undefined;
  patterns: string;
  keyType: string;
  key: string;
  file: string;
  line: number;
}

/**
 * OpenSSH's known_hosts files: plain, hashed and `[name]:port` patterns, wildcards, negation and
 * `@revoked`. `@cert-authority` lines are passed over: ssh2 does not offer host certificates.
 * Files are read anew for each connection, so that a line added by hand counts at once.
 */
export class KnownHosts {
  constructor(private readonly options: { files: readonly string[]; appendTo: string }) {}

  /** @param key the host's public key in SSH wire format. */
  verify(address: string, port: number, key: Buffer): HostKeyVerdict {
    const presented = key.toString('base64');
    const entries = this.#entriesOf(address, port);
    const revoked = this.#entries().find((entry) => entry.marker === '@revoked' && entry.key === presented);
    if (revoked) return { status: 'revoked', file: revoked.file, line: revoked.line };
    if (entries.some((entry) => entry.key === presented)) return { status: 'trusted' };
    const other = entries[0];
    return other ? { status: 'changed', file: other.file, line: other.line } : { status: 'unknown' };
  }

  /** Types of the keys known for a host, such as `ssh-ed25519`; the connection must ask for these. */
  knownKeyTypes(address: string, port: number): string[] {
    return [...new Set(this.#entriesOf(address, port).map(({ keyType }) => keyType))];
  }

  /** Adds a key. A crash leaves the line whole or no line: a torn one is no valid key and is passed over. */
  add(address: string, port: number, key: Buffer): void {
    const file = this.options.appendTo;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const before = read(file);
    const separator = before === '' || before.endsWith('\n') ? '' : '\n';
    const descriptor = openSync(file, 'a', 0o600);
    try {
      writeSync(descriptor, `${separator}${hostName(address, port)} ${keyTypeOf(key)} ${key.toString('base64')}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  #entriesOf(address: string, port: number): Entry[] {
    const name = hostName(address, port);
    return this.#entries().filter(({ marker, patterns }) => marker === undefined && matches(patterns, name));
  }

  #entries(): Entry[] {
    return this.options.files.flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((text, index) => parseLine(text, file, index + 1)),
    );
  }
}

/** The type that an SSH public key names itself: a length-prefixed text at its start. */
export function keyTypeOf(key: Buffer): string {
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('ascii');
}

/** As `ssh-keygen -l` shows it: `SHA256:` and base64 without padding. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function hostName(address: string, port: number): string {
  const name = address.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

function parseLine(text: string, file: string, line: number): Entry[] {
  const fields = text.trim().split(/\s+/);
  const marker = fields[0]?.startsWith('@') ? fields.shift() : undefined;
  const [patterns, keyType, key] = fields;
  if (!patterns || patterns.startsWith('#') || !keyType || !key) return [];
  return [{ marker, patterns, keyType, key, file, line }];
}

function matches(patterns: string, name: string): boolean {
  if (patterns.startsWith('|1|')) return matchesHash(patterns, name);
  const list = patterns.toLowerCase().split(',');
  if (list.some((pattern) => pattern.startsWith('!') && matchesGlob(pattern.slice(1), name))) return false;
  return list.some((pattern) => !pattern.startsWith('!') && matchesGlob(pattern, name));
}

/** `|1|salt|hash`: HMAC-SHA1 of the name, both in base64. */
function matchesHash(hashed: string, name: string): boolean {
  const [, , salt = '', hash = ''] = hashed.split('|');
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function matchesGlob(pattern: string, name: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(name);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
