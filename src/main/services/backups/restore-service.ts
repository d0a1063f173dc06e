import {
  BackupFilenameSchema,
  type BackupRestoreResponse,
  type DiscardUndoResponse,
  type RecoverResponse,
  type RestorePlan,
  UndoIdSchema,
  type UndoResponse,
} from '../../../contract/backups';
import type { PackageRef } from '../../../contract/base';
import type { Settings } from '../../../contract/settings';
import type { PackageDirectory } from '../packages/package-directory';
import type { BackupHost, Performed } from './backup-host';
import { check } from './check';
import {
  DiscardUndoAnswerSchema,
  PlanAnswerSchema,
  RecoverAnswerSchema,
  RestoreAnswerSchema,
  UndoAnswerSchema,
} from './host-answers';
import type { PackageOperations } from './package-operations';

/** Brings data and code back: as BackupManagementService, whose errors it shares. */
export class RestoreService {
  constructor(
    private readonly packages: PackageDirectory,
    private readonly host: BackupHost,
    private readonly operations: PackageOperations,
    private readonly settings: Settings,
  ) {}

  /** What a restore would do. It reads the whole archive, so that it has as long as a verification. */
  async planRestore(ref: PackageRef, filename: string): Promise<RestorePlan> {
    const resolved = this.packages.resolveForBackup(ref);
    check(BackupFilenameSchema, 'filename', filename);
    const timeoutMs = this.settings.timeouts.verify * 1000;
    return this.host.ask(resolved, { command: ['plan', filename], answer: PlanAnswerSchema, timeoutMs });
  }

  /** @param filename bare name of a backup of this package. */
  async restoreBackup(
    ref: PackageRef,
    filename: string,
    { discardLocalChanges = false } = {},
    wait = true,
  ): Promise<Performed<BackupRestoreResponse>> {
    check(BackupFilenameSchema, 'filename', filename);
    const recorded = { operation: 'backup.restore', arguments: { filename, discardLocalChanges } } as const;
    return this.operations.perform(ref, recorded, async () => ({
      operation: 'restore',
      arguments: [filename, '--yes', ...(discardLocalChanges ? ['--discard-local-changes'] : [])],
      answer: RestoreAnswerSchema,
      timeoutMs: this.#restoreMs(),
      wait,
    }));
  }

  /** @param id of the restore to take back; without it, the last. */
  async undoRestore(ref: PackageRef, id?: string, wait = true): Promise<Performed<UndoResponse>> {
    if (id !== undefined) check(UndoIdSchema, 'id', id);
    return this.operations.perform(ref, { operation: 'backup.undo', arguments: { id } }, async () => ({
      operation: 'undo',
      arguments: [...(id === undefined ? [] : [id]), '--yes'],
      answer: UndoAnswerSchema,
      timeoutMs: this.#restoreMs(),
      wait,
    }));
  }

  /** @param id of the restore whose kept data is deleted; without it, of all. */
  async discardUndo(ref: PackageRef, id?: string): Promise<DiscardUndoResponse> {
    if (id !== undefined) check(UndoIdSchema, 'id', id);
    return this.operations.change(
      ref,
      { operation: 'backup.discardUndo', arguments: { id } },
      {
        command: ['discard-undo', ...(id === undefined ? [] : [id])],
        answer: DiscardUndoAnswerSchema,
        // Deleting large files takes its time on some filesystems.
        timeoutMs: this.settings.timeouts.create * 1000,
      },
    );
  }

  async recover(ref: PackageRef, wait = true): Promise<Performed<RecoverResponse>> {
    return this.operations.perform(ref, { operation: 'backup.recover' }, async () => ({
      operation: 'recover',
      arguments: [],
      answer: RecoverAnswerSchema,
      timeoutMs: this.#restoreMs(),
      wait,
    }));
  }

  #restoreMs(): number {
    return this.settings.timeouts.restore * 1000;
  }
}
