import { HoldfastError } from '../../../contract/errors';
import type { Host } from '../../../contract/inventory';
import { fingerprintOf, keyTypeOf } from './host-key';
import type { HostKeyVerdict } from './known-hosts';

/** How an error names a host. */
export const where = ({ name, address, port }: Host) => `Host "${name}" (${address}:${port})`;

/** What ssh2 and Node's sockets add to an error. ssh2's `level` says which part of it failed. */
export type ConnectError = Error & { code?: string | number; level?: string };

/** Why a connection could not be opened, from ssh2's or the network's error. */
export function connectFailure(host: Host, error: ConnectError): HoldfastError {
  if (error instanceof HoldfastError) return error;
  const data = { host: host.name, details: error.message || String(error.code) };
  if (error.code === 'ECONNREFUSED') {
    return new HoldfastError('CONNECTION_REFUSED', `${where(host)} refuses SSH connections.`, {
      ...data,
      remedy: 'Check that sshd runs there and that address and port are right.',
    });
  }
  if (/no matching/i.test(error.message)) return noCommonAlgorithm(host, error);
  return new HoldfastError('HOST_UNREACHABLE', `${where(host)} cannot be reached: ${reasonOf(error)}.`, {
    ...data,
    remedy: 'Check that the host is switched on and that its address, port and network are right.',
  });
}

/** ssh2 says which part of the handshake found nothing that both sides can. */
function noCommonAlgorithm(host: Host, { message }: Error): HoldfastError {
  const part = /no matching (.*)$/i.exec(message)?.[1]?.replace(/\.$/, '') ?? 'algorithm';
  return new HoldfastError('HOST_UNREACHABLE', `${where(host)} offers no ${part} that is safe.`, {
    host: host.name,
    details: message,
    remedy:
      'Update its SSH server. Where that is not possible, set "legacyAlgorithms" to true for this host in the inventory: ' +
      'its connections can then be read or changed by whoever is between.',
  });
}

function reasonOf(error: ConnectError): string {
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
  const said = error.message || String(error.code ?? 'no reason given');
  return said.replace(/\.$/, '');
}

/** The jump host let nobody through to the host behind it. */
export function tunnelFailure(host: Host, jump: Host, reason: string): HoldfastError {
  return new HoldfastError(
    'HOST_UNREACHABLE',
    `${where(host)} cannot be reached from jump host "${jump.name}": ${reason.replace(/\.$/, '')}.`,
    {
      host: host.name,
      remedy: `Check the host's address and port as "${jump.name}" sees them, and that its sshd allows forwarding.`,
    },
  );
}

/** The jump host itself failed: its error stands, so that its key or its secret can be asked about. */
export function jumpHostFailure(host: Host, error: unknown): unknown {
  if (!(error instanceof HoldfastError) || error.data.host === host.name) return error;
  const message = `The jump host of "${host.name}" failed: ${error.message}`;
  return new HoldfastError(error.code, message, error.data, { cause: error });
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
    {
      ...data,
      remedy: `${authorityNote(verdict)}Compare the fingerprint with the one on the host (ssh-keygen -lf), then trust it.`,
    },
  );
}

/** ssh2 cannot ask for host certificates: what is known of an authority helps nothing, and that is said. */
function authorityNote(verdict: HostKeyVerdict): string {
  if (verdict.status !== 'unknown' || verdict.authority === undefined) return '';
  const { file, line } = verdict.authority;
  return `The certificate authority in ${file}:${line} cannot vouch for it: Holdfast does not use host certificates. `;
}

/** The host presents another key now than the one that the operator looked at. */
export function fingerprintMismatch(host: Host, key: Buffer, fingerprint: string): HoldfastError {
  return new HoldfastError(
    'HOST_KEY_CHANGED',
    `${where(host)} now presents the key ${fingerprintOf(key)}, not ${fingerprint}. It was not trusted.`,
    {
      host: host.name,
      fingerprint: fingerprintOf(key),
      keyType: keyTypeOf(key),
      remedy: 'Connect again to see the key that it presents now, and compare it with the one on the host.',
    },
  );
}

export function connectionLost(host: Host): HoldfastError {
  return new HoldfastError(
    'CONNECTION_LOST',
    `The connection to host "${host.name}" (${host.address}:${host.port}) was lost. ` +
      'What was started there may still be running.',
    { host: host.name, remedy: 'Refresh to see how it ended.' },
  );
}

/** @param reason why nothing could be started on a connection that was open. */
export function notStarted(host: Host, reason: string): HoldfastError {
  return new HoldfastError('CONNECTION_LOST', `${where(host)} did not start the command: ${reason}.`, {
    host: host.name,
    remedy: 'Try again. Check MaxSessions and ForceCommand in its sshd_config if this goes on.',
  });
}

/** @param limit in milliseconds */
export function timedOut(host: Host, limit: number): HoldfastError {
  return new HoldfastError(
    'TIMEOUT',
    `${where(host)} did not finish within ${seconds(limit)}. What was started there goes on.`,
    { host: host.name, remedy: 'Refresh later to see how it ended, or raise the time-out in settings.json.' },
  );
}

/** All channels of a host were taken for too long. @param limit in milliseconds */
export function neverItsTurn(host: Host, limit: number): HoldfastError {
  return new HoldfastError(
    'TIMEOUT',
    `${where(host)} was busy with other commands for ${seconds(limit)}. Nothing was started.`,
    { host: host.name, remedy: 'Try again when they are done.' },
  );
}

/** @param limit in bytes */
export function tooMuchOutput(host: Host, limit: number): HoldfastError {
  return new HoldfastError(
    'OUTPUT_TOO_LARGE',
    `A command on ${where(host).replace('Host', 'host')} printed more than ${Math.round(limit / 1024)} KiB; the rest was not read.`,
    { host: host.name, remedy: 'Run it on the host itself to see what it prints.' },
  );
}

const seconds = (milliseconds: number) => `${Math.max(0.1, Math.round(milliseconds / 100) / 10)} s`;
