import { createHash } from 'node:crypto';
import { type ActivityEntry, ActivityEntrySchema } from '../../../contract/activity';

/** `previous` of the first entry. */
export const CHAIN_START = '0'.repeat(64);

/** The hash stands last on the line and covers, byte for byte, what the line would be without it. */
const SEALED = /^(\{.*),"hash":"([0-9a-f]{64})"\}$/s;

/** Where a chain ends: what the next entry follows. */
export interface ChainEnd {
  seq: number;
  hash: string;
}

/** What an entry says before it gets its place in the chain. */
export type UnsealedEntry = Omit<ActivityEntry, 'seq' | 'previous' | 'hash'>;

/** The line of an entry that follows `end`, without its line break, and where the chain ends then. */
export function seal(entry: UnsealedEntry, end: ChainEnd): { line: string; end: ChainEnd } {
  const seq = end.seq + 1;
  const open = JSON.stringify({ seq, ...entry, previous: end.hash });
  const hash = sha256(open);
  return { line: `${open.slice(0, -1)},"hash":"${hash}"}`, end: { seq, hash } };
}

/** The entry on a line; undefined for a line that is not whole or whose hash does not fit it. */
export function readSealed(line: string): ActivityEntry | undefined {
  const [, open, hash] = SEALED.exec(line) ?? [];
  if (open === undefined || sha256(`${open}}`) !== hash) return undefined;
  try {
    return ActivityEntrySchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Why an entry does not follow `end`, or undefined. */
export function breakBetween(end: ChainEnd, entry: ActivityEntry): string | undefined {
  if (entry.seq !== end.seq + 1) return `entry ${end.seq + 1} is expected here, and this is entry ${entry.seq}`;
  if (entry.previous !== end.hash) return `it does not follow the entry before it: that one was changed or replaced`;
  return undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
