import type { PackageRef } from '../../../contract/base';
import type { AuditedOperation, AuditLog } from '../activity/audit-log';
import { currentCaller } from '../activity/caller';
import { RunningOperations } from '../jobs/running-operations';
import type { PackageDirectory, ResolvedPackage } from '../packages/package-directory';
import type { BackupHost, LongOperation, Performed, Question } from './backup-host';
import type { ListCache } from './list-cache';

/** Runs operations that change a package: each is put on record, and makes the package's known list stale. */
export class PackageOperations {
  constructor(
    private readonly packages: PackageDirectory,
    private readonly host: BackupHost,
    private readonly audit: AuditLog,
    private readonly lists: ListCache,
    private readonly running = new RunningOperations(),
  ) {}

  /** Something short. */
  change<T>(ref: PackageRef, recorded: Recorded, question: Question<T>): Promise<T> {
    const resolved = this.packages.resolveForBackup(ref);
    return this.#recorded(resolved, recorded, () => this.host.ask(resolved, question));
  }

  /** Something long. It stays on record with its own end, however long after the answer that is. */
  async perform<T>(
    ref: PackageRef,
    recorded: Recorded,
    prepare: (resolved: ResolvedPackage) => Promise<LongOperation<T>>,
  ): Promise<Performed<T>> {
    const resolved = this.packages.resolveForBackup(ref);
    // Its end is put on record, also when the request that began it was answered long before.
    currentCaller().recorded = true;
    let answerEarly: (answer: Promise<{ jobId: string }>) => void = () => {};
    const early = new Promise<{ jobId: string }>((resolve) => {
      answerEarly = resolve;
    });
    const ended = this.#recorded(resolved, recorded, async () => {
      const performance = this.host.perform(resolved, await prepare(resolved));
      answerEarly(performance.early);
      return performance.ended;
    });
    this.running.track({ operation: recorded.operation, host: resolved.host.name, packageName: resolved.name }, ended);
    return Promise.race([ended.then((done) => ({ done })), early]);
  }

  /** Drops the list before and after: one that is asked for in between may be half true. */
  async #recorded<T>(resolved: ResolvedPackage, recorded: Recorded, action: () => Promise<T>): Promise<T> {
    const { host, name } = resolved;
    const key = listKey(resolved);
    this.lists.drop(key);
    try {
      return await this.audit.record({ ...recorded, host: host.name, packageName: name }, action);
    } finally {
      this.lists.drop(key);
    }
  }
}

/** What the record says of an operation besides its package. */
export type Recorded = Pick<AuditedOperation, 'operation' | 'arguments'>;

/** Key of a package's list. */
export function listKey({ host, name }: ResolvedPackage): string {
  return JSON.stringify([host.name, name]);
}
