import { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import { refused } from './authentication';
import { fingerprintOf, type HostKeyVerdict, keyTypeOf } from './known-hosts';

const where = ({ name, address, port }: Host) => `Host "${name}" (${address}:${port})`;

/** Why a connection could not be opened, from ssh2's or the network's error. */
export function connectFailure(host: Host, error: Error & { code?: string; level?: string }): HoldfastError {
  if (error instanceof HoldfastError) return error;
  const data = { host: host.name, details: error.message };
  if (error.level === 'client-authentication') return refused(host, 'it refused every way to log in');
  if (error.code === 'ECONNREFUSED') {
    return new HoldfastError('CONNECTION_REFUSED', `${where(host)} refuses SSH connections.`, {
      ...data,
      remedy: 'Check that sshd runs there and that address and port are right.',
    });
  }
  return new HoldfastError('HOST_UNREACHABLE', `${where(host)} cannot be reached: ${reasonOf(error)}.`, {
    ...data,
    remedy: 'Check that the host is switched on and that its address, port and network are right.',
  });
}

function reasonOf(error: Error & { code?: string; level?: string }): string {
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name is not known';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'there is no route to it';
    case 'ETIMEDOUT':
      return 'it does not answer';
    case 'ECONNRESET':
      return 'it closed the connection';
  }
  if (error.level === 'client-timeout') return 'it does not answer';
  return error.message.replace(/\.$/, '');
}

/** Why a host key is not accepted. */
export function hostKeyFailure(host: Host, key: Buffer, verdict: HostKeyVerdict): HoldfastError {
  const fingerprint = fingerprintOf(key);
  const keyType = keyTypeOf(key);
  const data = { host: host.name, fingerprint, keyType };
  if (verdict.status === 'changed' || verdict.status === 'revoked') {
    const said =
      verdict.status === 'changed' ? 'presents another key than the one known for it' : 'presents a revoked key';
    return new HoldfastError('HOST_KEY_CHANGED', `${where(host)} ${said}: ${keyType} ${fingerprint}.`, {
      ...data,
      remedy:
        `The known line is ${verdict.file}:${verdict.line}. Somebody may be listening in. ` +
        'Only if you know that the host was set up anew: compare the fingerprint on the host itself, then remove that line.',
    });
  }
  return new HoldfastError(
    'HOST_KEY_UNKNOWN',
    `${where(host)} is not known yet. It presents the key ${keyType} ${fingerprint}.`,
    { ...data, remedy: 'Compare the fingerprint with the one on the host (ssh-keygen -lf), then trust it.' },
  );
}

export function connectionLost(host: Host): HoldfastError {
  return new HoldfastError(
    'CONNECTION_LOST',
    `The connection to host "${host.name}" was lost. What was started there may still be running.`,
    { host: host.name, remedy: 'Refresh to see how it ended.' },
  );
}

/** @param limit in milliseconds */
export function timedOut(host: Host, limit: number): HoldfastError {
  return new HoldfastError(
    'TIMEOUT',
    `Host "${host.name}" did not finish within ${Math.round(limit / 1000)} s. What was started there goes on.`,
    { host: host.name, remedy: 'Refresh later to see how it ended, or raise the time-out in settings.json.' },
  );
}
