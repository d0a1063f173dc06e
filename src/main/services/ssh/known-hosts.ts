import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { HoldfastError } from '../../../contract/errors';
import { keyTypeOf } from './host-key';
import { type KnownHostsLine, knownHostsName, matchesHost, parseLine } from './known-hosts-line';

/** What known_hosts files say of a key that a host presents. */
export type HostKeyVerdict =
  | { status: 'trusted' }
  /** `authority`: a `@cert-authority` line that stands for this host; Holdfast cannot use it. */
  | { status: 'unknown'; authority?: { file: string; line: number } }
  /** `file` and `line` (from 1) hold the key that is known, or the revocation. */
  | { status: 'changed' | 'revoked'; file: string; line: number };

/**
 * OpenSSH's known_hosts files: plain, hashed and `[name]:port` patterns, wildcards, negation and
 * `@revoked`. Files are read anew for each connection, so that a line changed by hand counts at once.
 * Every method throws HoldfastError INTERNAL when a file is there and cannot be read or written.
 */
export class KnownHosts {
  constructor(private readonly options: { files: readonly string[]; appendTo: string }) {}

  /**
   * A host that is known by other types of keys only counts as changed: the connection asked for
   * those types first, so the host no longer has them, or somebody else answers.
   * @param key the host's public key in SSH wire format.
   */
  verify(address: string, port: number, key: Buffer): HostKeyVerdict {
    const lines = this.#lines();
    // A revoked key is a stolen one: it is refused whichever host the line names.
    const revoked = lines.find((line) => line.marker === '@revoked' && line.key.equals(key));
    if (revoked) return { status: 'revoked', file: revoked.file, line: revoked.line };
    const known = linesOf(lines, knownHostsName(address, port));
    if (known.some((line) => line.key.equals(key))) return { status: 'trusted' };
    const other = known.find(({ keyType }) => keyType === keyTypeOf(key)) ?? known[0];
    if (other) return { status: 'changed', file: other.file, line: other.line };
    // As OpenSSH does: a key known for the plain name is also good on another port.
    const plain = linesOf(lines, knownHostsName(address, 22));
    if (plain.some((line) => line.key.equals(key))) return { status: 'trusted' };
    const authority = lines.find(
      ({ marker, patterns }) => marker === '@cert-authority' && matchesHost(patterns, knownHostsName(address, port)),
    );
    return { status: 'unknown', ...(authority && { authority: { file: authority.file, line: authority.line } }) };
  }

  /** Types of the keys known for a host, such as `ssh-ed25519`; the connection asks for these first. */
  knownKeyTypes(address: string, port: number): string[] {
    const lines = this.#lines();
    const known = linesOf(lines, knownHostsName(address, port));
    const used = known.length > 0 ? known : linesOf(lines, knownHostsName(address, 22));
    return [...new Set(used.map(({ keyType }) => keyType))];
  }

  /** Adds a key. A crash leaves a whole line or none: one that was cut off is no whole key and is passed over. */
  add(address: string, port: number, key: Buffer): void {
    const file = this.options.appendTo;
    const before = read(file);
    const separator = before === '' || before.endsWith('\n') ? '' : '\n';
    const line = `${knownHostsName(address, port)} ${keyTypeOf(key)} ${key.toString('base64')}`;
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      append(file, `${separator}${line}\n`);
    } catch (error) {
      throw inaccessible(file, 'written', error);
    }
  }

  #lines(): KnownHostsLine[] {
    return this.options.files.flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((text, index) => parseLine(text, file, index + 1) ?? []),
    );
  }
}

function append(file: string, text: string): void {
  const descriptor = openSync(file, 'a', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function linesOf(lines: readonly KnownHostsLine[], name: string): KnownHostsLine[] {
  return lines.filter(({ marker, patterns }) => marker === undefined && matchesHost(patterns, name));
}

/** A missing file is an empty one. Any other failure must not make a known host look unknown. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw inaccessible(file, 'read', error);
  }
}

function inaccessible(file: string, how: 'read' | 'written', error: unknown): HoldfastError {
  const { code } = error as NodeJS.ErrnoException;
  const message = `Host keys cannot be ${how === 'read' ? 'checked' : 'kept'}: ${file} cannot be ${how} (${code}).`;
  return new HoldfastError('INTERNAL', message, { remedy: `Make it a file that can be ${how}.` }, { cause: error });
}
