import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ActivityEntry, ActivityProof } from '../../../contract/activity';
import type { AuditFile } from './audit-file';
import { breakBetween, CHAIN_START, type ChainEnd, readSealed } from './chain';

/**
 * Proves that every entry follows the one before it, from the first on, over all files.
 * A half-written line at the very end is a crash's and breaks nothing: the next entry puts it aside.
 */
export function verifyChain(record: AuditFile): ActivityProof {
  const files = record.files();
  // Read first: what is written meanwhile only makes the record longer than the head says.
  const head = record.head();
  let end: ChainEnd = { seq: 0, hash: CHAIN_START };
  let first: ActivityEntry | undefined;
  let last: ActivityEntry | undefined;
  let place = { file: 'audit.jsonl', line: 1 };
  const proof = (reason?: string): ActivityProof => ({
    valid: reason === undefined,
    entries: last === undefined || first === undefined ? 0 : last.seq - first.seq + 1,
    files: files.length,
    first: first ? { seq: first.seq, time: first.time } : null,
    last: last ? { seq: last.seq, time: last.time, hash: last.hash } : null,
    problem: reason === undefined ? null : { ...place, reason },
  });

  for (const path of files) {
    const lines = readFileSync(path, 'utf8').split('\n');
    // After the last line break stands nothing, or what a crash cut off.
    lines.pop();
    for (const [index, line] of lines.entries()) {
      place = { file: basename(path), line: index + 1 };
      const entry = readSealed(line);
      if (!entry) return proof('its hash does not fit it: it was changed, or is not an entry at all');
      const broken = breakBetween(end, entry);
      if (broken) return proof(broken);
      if (head?.seq === entry.seq && head.hash !== entry.hash) {
        return proof('it is not the entry that was written here: the end of the record was replaced');
      }
      first ??= entry;
      last = entry;
      end = entry;
    }
    place = { file: basename(path), line: lines.length + 1 };
  }
  if (head && head.seq > end.seq) {
    return proof(`the record ends with entry ${end.seq}, and entry ${head.seq} was written: the end was cut off`);
  }
  return proof();
}
