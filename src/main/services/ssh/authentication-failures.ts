import { HoldfastError } from '../../../contract/errors';
import type { SecretKind } from '../../../contract/hosts';
import type { Host } from '../../../contract/inventory';

const login = ({ name, user, address, port }: Host) => `Host "${name}" (${user}@${address}:${port})`;

/** The host, or what is needed to ask it, refuses the login. */
export function loginRefused(
  host: Host,
  reason: string,
  more: { remedy?: string; secretKind?: SecretKind } = {},
): HoldfastError {
  return new HoldfastError('AUTHENTICATION_FAILED', `${login(host)} cannot be logged in to: ${reason}.`, {
    host: host.name,
    remedy: 'Check the user and the way to log in of this host in the inventory.',
    ...more,
  });
}

/** A secret must be given before the login can be tried. */
export function secretMissing(host: Host, secretKind: SecretKind, reason: string): HoldfastError {
  return new HoldfastError('SECRET_MISSING', `${login(host)} cannot be logged in to yet: ${reason}.`, {
    host: host.name,
    secretKind,
    remedy: `Enter the ${secretKind}.`,
  });
}
