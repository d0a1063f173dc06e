import type { ActivityProof } from '../../contract/activity';
import { AuditFile } from '../services/activity/audit-file';
import { verifyChain } from '../services/activity/verify-chain';
import type { CommandResult } from './command';

/** Exit code of a record that does not hold, as docs/host-protocol.md has it for corrupt input. */
const EXIT_CORRUPT = 65;

/** `holdfast audit verify`: proves the record, or names the first broken line. Nothing is changed. */
export function verifyAudit(dataDirectory: string): CommandResult {
  const proof = verifyChain(new AuditFile(dataDirectory));
  return { document: proof, text: sentence(proof), exitCode: proof.valid ? 0 : EXIT_CORRUPT };
}

function sentence({ valid, entries, files, last, problem }: ActivityProof): string {
  if (problem) {
    const before = entries === 1 ? '1 entry before it holds' : `${entries} entries before it hold`;
    return `The record is BROKEN at line ${problem.line} of ${problem.file}: ${problem.reason}. ${before}.`;
  }
  if (!valid || last === null) return 'The record is empty.';
  const what = entries === 1 ? '1 entry' : `${entries} entries in ${files} ${files === 1 ? 'file' : 'files'}`;
  return `The record holds: ${what}, the last one of ${last.time}.\nIts hash, to keep elsewhere: ${last.hash}`;
}
