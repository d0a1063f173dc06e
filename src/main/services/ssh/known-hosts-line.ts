import { createHmac, timingSafeEqual } from 'node:crypto';
import { isWholeKey } from './host-key';

/** One line of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
export interface KnownHostsLine {
  marker: '@revoked' | '@cert-authority' | undefined;
  patterns: string;
  keyType: string;
  /** In SSH wire format. */
  key: Buffer;
  file: string;
  /** From 1. */
  line: number;
}

/**
 * Reads one line. Undefined for comments, for markers that nobody knows and for lines without a whole key, such as one
 * that a crash cut off. `@cert-authority` is read so that it can be named: ssh2 does not offer host certificates.
 */
export function parseLine(text: string, file: string, line: number): KnownHostsLine | undefined {
  const fields = text.trim().split(/\s+/);
  const marker = fields[0]?.startsWith('@') ? fields.shift() : undefined;
  const [patterns, keyType, encoded] = fields;
  if (!patterns || patterns.startsWith('#') || !keyType || !encoded) return undefined;
  if (marker !== undefined && marker !== '@revoked' && marker !== '@cert-authority') return undefined;
  const key = Buffer.from(encoded, 'base64');
  return isWholeKey(key, keyType) ? { marker, patterns, keyType, key, file, line } : undefined;
}

/** How known_hosts names a host: `[name]:port` unless the port is 22. */
export function knownHostsName(address: string, port: number): string {
  const name = address.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** True when a line's first field stands for a host. */
export function matchesHost(patterns: string, name: string): boolean {
  if (patterns.startsWith('|')) return matchesHash(patterns, name);
  const list = patterns.toLowerCase().split(',');
  if (list.some((pattern) => pattern.startsWith('!') && matchesGlob(pattern.slice(1), name))) return false;
  return list.some((pattern) => !pattern.startsWith('!') && matchesGlob(pattern, name));
}

/** `|1|salt|hash`: HMAC-SHA1 of the name, both in base64. */
function matchesHash(hashed: string, name: string): boolean {
  const [, version, salt = '', hash = ''] = hashed.split('|');
  if (version !== '1') return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** `*` and `?` are OpenSSH's only wildcards; brackets stand for themselves. */
function matchesGlob(pattern: string, name: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(name);
}
