import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { HoldfastError } from '../../../contract/errors';

/** Where a server listens, and with which certificate. */
export interface Listen {
  address: string;
  /** Paths of PEM files. */
  tls?: { certFile: string; keyFile: string };
}

const LOOPBACK: Listen = { address: '127.0.0.1' };
/** Names under which a browser may address a server on loopback. */
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** What a server needs to listen. `names`: what requests may be addressed to. */
export interface Listening {
  address: string;
  scheme: 'http' | 'https';
  names: ReadonlySet<string>;
  tls?: { cert: Buffer; key: Buffer; minVersion: 'TLSv1.2' };
}

/** Reads the certificate. @throws HoldfastError BAD_REQUEST when there is none for another address than loopback */
export function prepareListening({ address, tls }: Listen = LOOPBACK): Listening {
  if (tls === undefined) {
    if (!isLoopback(address)) {
      throw new HoldfastError('BAD_REQUEST', `Without a certificate only loopback is listened on, not ${address}.`);
    }
    return { address, scheme: 'http', names: new Set(LOOPBACK_NAMES) };
  }
  const [cert, key] = [read(tls.certFile), read(tls.keyFile)];
  const names = [...LOOPBACK_NAMES, bracketed(address), ...certificateNames(cert, tls.certFile)];
  return { address, scheme: 'https', names: new Set(names), tls: { cert, key, minVersion: 'TLSv1.2' } };
}

export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);
}

/** As it stands in a URL and in a Host header. */
export function bracketed(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

function certificateNames(cert: Buffer, file: string): string[] {
  try {
    const { subjectAltName = '' } = new X509Certificate(cert);
    return [...subjectAltName.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map(([, name = '']) =>
      bracketed(name.toLowerCase()),
    );
  } catch (cause) {
    throw new HoldfastError('BAD_REQUEST', `${file} is not a certificate in PEM form.`, {}, { cause });
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new HoldfastError('BAD_REQUEST', `${file} cannot be read (${code}).`, {}, { cause });
  }
}
