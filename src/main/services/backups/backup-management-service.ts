import {
  type AnnotateResponse,
  type BackupCreateResponse,
  BackupFilenameSchema,
  type BackupListResponse,
  type BackupStatusResponse,
  type CleanupResponse,
  type DeleteBackupsResponse,
  type VerifyAllResponse,
  type VerifyResponse,
  VersionSchema,
} from '../../../contract/backups';
import type { PackageRef } from '../../../contract/base';
import type { Settings } from '../../../contract/settings';
import type { DeploymentStateReader } from '../packages/deployment-state';
import type { PackageDirectory } from '../packages/package-directory';
import type { BackupHost, Performed } from './backup-host';
import { check } from './check';
import {
  AnnotateAnswerSchema,
  CleanupAnswerSchema,
  CreateAnswerSchema,
  DeleteAnswerSchema,
  ListAnswerSchema,
  StatusAnswerSchema,
  VerifyAllAnswerSchema,
  VerifyAnswerSchema,
} from './host-answers';
import type { ListCache } from './list-cache';
import { listKey, type PackageOperations } from './package-operations';

/** `verify-all` has this many times the time of one verification. */
const ALL = 10;
/** Exit code of the scripts for a backup that does not hold. */
const EXIT_CORRUPT = 65;

/**
 * Creates, lists and looks after backups of packages on their hosts. Every method throws HoldfastError:
 * PACKAGE_NOT_FOUND, PACKAGE_AMBIGUOUS, HOST_NOT_FOUND and BACKUP_NOT_SUPPORTED before anything is
 * asked of a host, then the SSH codes and the codes of the host's script. `wait` false answers with
 * the job's id where the host knows jobs.
 */
export class BackupManagementService {
  constructor(
    private readonly packages: PackageDirectory,
    private readonly host: BackupHost,
    private readonly operations: PackageOperations,
    private readonly deploymentState: DeploymentStateReader,
    private readonly lists: ListCache,
    private readonly settings: Settings,
  ) {}

  /** Newest first. @param refresh ask the host even when an answer of the last seconds is known. */
  async listBackups(ref: PackageRef, refresh = false): Promise<BackupListResponse> {
    const resolved = this.packages.resolveForBackup(ref);
    if (refresh) this.lists.drop(listKey(resolved));
    return this.lists.get(listKey(resolved), () =>
      this.host.ask(resolved, { command: ['list'], answer: ListAnswerSchema, timeoutMs: this.#milliseconds('query') }),
    );
  }

  async getBackupStatus(ref: PackageRef): Promise<BackupStatusResponse> {
    const resolved = this.packages.resolveForBackup(ref);
    const timeoutMs = this.#milliseconds('query');
    return this.host.ask(resolved, { command: ['status'], answer: StatusAnswerSchema, timeoutMs });
  }

  /** `version` is the label of the backup; without it the deployed version is used, else `unknown`. */
  async createBackup(
    ref: PackageRef,
    { version, consistency }: { version?: string; consistency?: 'auto' | 'live' | 'stopped' } = {},
    wait = true,
  ): Promise<Performed<BackupCreateResponse>> {
    if (version !== undefined) check(VersionSchema, 'version', version);
    const recorded = { operation: 'backup.create', arguments: { version, consistency } } as const;
    return this.operations.perform(ref, recorded, async (resolved) => ({
      operation: 'backup',
      arguments: [
        `--version=${version ?? (await this.deploymentState.currentVersion(resolved))}`,
        ...(consistency === undefined ? [] : [`--consistency=${consistency}`]),
      ],
      answer: CreateAnswerSchema,
      timeoutMs: this.#milliseconds('create'),
      wait,
    }));
  }

  /** @throws HoldfastError CORRUPT_ARCHIVE or UNSAFE_ARCHIVE with `problems` when the backup does not hold. */
  async verifyBackup(ref: PackageRef, filename: string, wait = true): Promise<Performed<VerifyResponse>> {
    check(BackupFilenameSchema, 'filename', filename);
    return this.operations.perform(ref, { operation: 'backup.verify', arguments: { filename } }, async () => ({
      operation: 'verify',
      arguments: [filename],
      answer: VerifyAnswerSchema,
      timeoutMs: this.#milliseconds('verify'),
      wait,
    }));
  }

  async verifyAllBackups(ref: PackageRef, wait = true): Promise<Performed<VerifyAllResponse>> {
    return this.operations.perform(ref, { operation: 'backup.verifyAll' }, async () => ({
      operation: 'verify',
      arguments: ['--all'],
      answer: VerifyAllAnswerSchema,
      // Some do not hold: that is what was asked.
      answersWith: [EXIT_CORRUPT],
      timeoutMs: ALL * this.#milliseconds('verify'),
      wait,
    }));
  }

  async deleteBackups(
    ref: PackageRef,
    filenames: string[],
    { allowNewestVerified = false } = {},
  ): Promise<DeleteBackupsResponse> {
    for (const filename of filenames) check(BackupFilenameSchema, 'filenames', filename);
    const recorded = { operation: 'backup.delete', arguments: { filenames, allowNewestVerified } } as const;
    return this.operations.change(ref, recorded, {
      command: ['delete', ...filenames, ...(allowNewestVerified ? ['--allow-newest-verified'] : [])],
      answer: DeleteAnswerSchema,
      timeoutMs: this.#milliseconds('query'),
    });
  }

  /** What is not given stays as it is. */
  async annotateBackup(
    ref: PackageRef,
    filename: string,
    { notes, pinned }: { notes?: string; pinned?: boolean },
  ): Promise<AnnotateResponse> {
    check(BackupFilenameSchema, 'filename', filename);
    const recorded = { operation: 'backup.annotate', arguments: { filename, notes, pinned } } as const;
    return this.operations.change(ref, recorded, {
      command: [
        'annotate',
        filename,
        ...(notes === undefined ? [] : [`--notes=${notes}`]),
        ...(pinned === undefined ? [] : [`--pin=${pinned}`]),
      ],
      answer: AnnotateAnswerSchema,
      timeoutMs: this.#milliseconds('query'),
    });
  }

  async cleanUpBackups(ref: PackageRef, wait = true): Promise<Performed<CleanupResponse>> {
    return this.operations.perform(ref, { operation: 'backup.cleanup' }, async () => ({
      operation: 'cleanup',
      arguments: [],
      answer: CleanupAnswerSchema,
      timeoutMs: this.#milliseconds('create'),
      wait,
    }));
  }

  #milliseconds(timeout: keyof Settings['timeouts']): number {
    return this.settings.timeouts[timeout] * 1000;
  }
}
