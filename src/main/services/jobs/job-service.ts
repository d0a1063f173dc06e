import type { PackageRef } from '../../../contract/base';
import type { Job, JobEvent } from '../../../contract/jobs';
import type { Settings } from '../../../contract/settings';
import type { AuditLog } from '../activity/audit-log';
import type { BackupHost } from '../backups/backup-host';
import type { ScriptAbilities } from '../backups/script-abilities';
import type { PackageDirectory, ResolvedPackage } from '../packages/package-directory';
import { type JobCancelAnswer, JobCancelAnswerSchema, JobListAnswerSchema } from './host-job-answers';
import { jobNotFound } from './job-failures';
import type { JobFeeds } from './job-feeds';
import type { JobRef, JobWhereabouts } from './job-whereabouts';

/** The jobs of packages: what runs, how it stands, how it ended. Errors are HoldfastError. */
export class JobService {
  constructor(
    private readonly packages: PackageDirectory,
    private readonly host: BackupHost,
    private readonly abilities: ScriptAbilities,
    private readonly feeds: JobFeeds,
    private readonly whereabouts: JobWhereabouts,
    private readonly audit: AuditLog,
    private readonly settings: Settings,
  ) {}

  /** Newest first. A host whose script knows no jobs has none. */
  async list(ref: PackageRef): Promise<Job[]> {
    return this.#list(this.packages.resolveForBackup(ref));
  }

  /** @throws HoldfastError JOB_NOT_FOUND */
  async get(ref: JobRef): Promise<Job> {
    const resolved = this.whereabouts.find(ref);
    const job = (await this.#list(resolved)).find(({ id }) => id === ref.id);
    if (job) return job;
    throw jobNotFound(resolved, ref.id);
  }

  /** Asks the job to end safely. The answer says how it stood after a while: it may still put things back. */
  async cancel(ref: JobRef): Promise<JobCancelAnswer> {
    const resolved = this.whereabouts.find(ref);
    const { name, host } = resolved;
    const recorded = {
      operation: 'job.cancel',
      host: host.name,
      packageName: name,
      arguments: { id: ref.id },
    } as const;
    return this.audit.record(recorded, () =>
      this.host.ask(resolved, {
        command: ['job', 'cancel', ref.id],
        answer: JobCancelAnswerSchema,
        timeoutMs: this.#queryMs(),
      }),
    );
  }

  /**
   * The job's events from the one with index `from` on, until its result.
   * @throws HoldfastError JOB_NOT_FOUND at once
   */
  async events(ref: JobRef, from = 0, signal?: AbortSignal): Promise<AsyncGenerator<JobEvent, void>> {
    await this.get(ref);
    return this.feeds.events(this.whereabouts.find(ref), ref.id, from, signal);
  }

  async #list(resolved: ResolvedPackage): Promise<Job[]> {
    if (!(await this.abilities.can(resolved, 'job'))) return [];
    const { name, host } = resolved;
    const { jobs } = await this.host.ask(resolved, {
      command: ['job', 'list'],
      answer: JobListAnswerSchema,
      timeoutMs: this.#queryMs(),
    });
    for (const { id } of jobs) this.whereabouts.remember(id, resolved);
    return jobs.map((job) => ({ ...job, host: host.name, packageName: name }));
  }

  #queryMs(): number {
    return this.settings.timeouts.query * 1000;
  }
}
