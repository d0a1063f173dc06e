import { z } from 'zod';
import { type PackageState, PackageStateSchema } from '../../../contract/host-state';
import { AUTOUPDATER_LIMITATIONS } from '../backups/autoupdater-scripts';
import { ONLY_AUTOUPDATER } from '../packages/script-command';
import type { Output } from './run-together';

/** What `state` answers on a host (docs/host-protocol.md). */
const StateAnswerSchema = PackageStateSchema.pick({
  service: true,
  serviceMessage: true,
  newestBackup: true,
  backupCount: true,
  operation: true,
  attention: true,
  undo: true,
  note: true,
}).extend({ success: z.literal(true) });

/** What `PackageState` takes from it. */
export type ScriptState = Partial<PackageState> & Pick<PackageState, 'limitations'>;

const TOO_OLD = [
  'The scripts on this host are older than this Holdfast and do not tell how the package stands: install them anew.',
];
const NONE = ["Holdfast's scripts are not installed on this host: install them to back up and restore."];

/** Reads what a package's script said; one that cannot say it costs only itself. */
export function readState({ stdout, exitCode }: Output): ScriptState {
  if (exitCode === ONLY_AUTOUPDATER) return { limitations: AUTOUPDATER_LIMITATIONS };
  if (exitCode === 127 && stdout === '') return { limitations: NONE };
  try {
    const document: unknown = JSON.parse(stdout);
    const answer = StateAnswerSchema.safeParse(document);
    if (exitCode === 0 && answer.success) {
      const { success: _, ...state } = answer.data;
      return { ...state, limitations: [] };
    }
    const failure = z.object({ code: z.string(), message: z.string() }).safeParse(document);
    if (failure.success && failure.data.code !== 'USAGE') return { note: failure.data.message, limitations: [] };
  } catch {
    // Not JSON: an older script, which does not know the question.
  }
  return { limitations: TOO_OLD };
}
