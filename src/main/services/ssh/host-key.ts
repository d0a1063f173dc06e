import { createHash } from 'node:crypto';

/** The type that an SSH public key in wire format names itself, such as `ssh-ed25519`. */
export function keyTypeOf(key: Buffer): string {
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('ascii');
}

/** As `ssh-keygen -l` shows it: `SHA256:` and base64 without padding. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** True for a whole public key of this type: a list of length-prefixed fields, the type first. */
export function isWholeKey(key: Buffer, keyType: string): boolean {
  let offset = 0;
  let fields = 0;
  while (offset + 4 <= key.length) {
    offset += 4 + key.readUInt32BE(offset);
    fields += 1;
  }
  return offset === key.length && fields >= 2 && keyTypeOf(key) === keyType;
}
