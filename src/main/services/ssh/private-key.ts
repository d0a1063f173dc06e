import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';
import type { Host } from '../../../contract/inventory';
import type { SecretStore } from '../../platform/platform';
import { loginRefused, secretMissing } from './authentication-failures';

/**
 * Reads the private key of a host and opens it, once: opening an encrypted key takes a good part of a second.
 * @throws HoldfastError AUTHENTICATION_FAILED, or SECRET_MISSING when its passphrase is not known.
 */
export async function readPrivateKey(
  host: Host,
  keyPath: string,
  { secrets, homeDirectory }: { secrets: SecretStore; homeDirectory: string },
): Promise<ParsedKey> {
  const path = expand(keyPath, homeDirectory);
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw loginRefused(host, `the private key ${path} ${reason}`, {
      remedy: `Put the key there, or set another "keyPath" for this host in the inventory.`,
    });
  });
  const plain = ssh2.utils.parseKey(content);
  if (!(plain instanceof Error)) {
    if (plain.isPrivateKey()) return plain;
    throw loginRefused(host, `${path} is a public key, and a private one is needed`);
  }
  if (!/passphrase|encrypted/i.test(plain.message)) {
    throw loginRefused(host, `${path} is not a private key that Holdfast can read (${plain.message})`);
  }
  const passphrase = await secrets.get(host.name, 'passphrase');
  if (passphrase === undefined) {
    throw secretMissing(host, 'passphrase', `its private key ${path} has a passphrase`);
  }
  const opened = ssh2.utils.parseKey(content, passphrase);
  if (opened instanceof Error) {
    throw loginRefused(host, `the private key ${path} does not open with the passphrase given`, {
      remedy: 'Enter the passphrase again.',
      secretKind: 'passphrase',
    });
  }
  return opened;
}

/** `~` is the home folder; a bare name is a file of `~/.ssh`. */
function expand(keyPath: string, homeDirectory: string): string {
  const path = keyPath.replace(/^~(?=$|[\\/])/, () => homeDirectory);
  return /^([\\/]|[A-Za-z]:)/.test(path) ? path : join(homeDirectory, '.ssh', path);
}
