import { HoldfastError } from '../../../contract/errors';
import type { PackageDirectory, ResolvedPackage } from '../packages/package-directory';

/** Jobs whose place is remembered; older ones are asked for with their package. */
const REMEMBERED = 10_000;

/** Where a caller says that a job is. */
export interface JobRef {
  id: string;
  package?: string | undefined;
  host?: string | undefined;
}

/** Remembers of which package the jobs are that were started or listed here: a job's id alone does not say. */
export class JobWhereabouts {
  readonly #known = new Map<string, { packageName: string; host: string }>();

  constructor(private readonly packages: PackageDirectory) {}

  remember(id: string, { name, host }: ResolvedPackage): void {
    this.#known.delete(id);
    this.#known.set(id, { packageName: name, host: host.name });
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }

  /** @throws HoldfastError JOB_NOT_FOUND; what resolving a package throws. */
  find({ id, package: packageName, host }: JobRef): ResolvedPackage {
    if (packageName !== undefined) return this.packages.resolveForBackup({ packageName, host });
    const known = this.#known.get(id);
    if (known && (host === undefined || host === known.host)) return this.packages.resolveForBackup(known);
    throw new HoldfastError('JOB_NOT_FOUND', `It is not known on which host job ${id} runs.`, {
      jobId: id,
      remedy: 'Say which package it belongs to, with ?package=NAME and, where several hosts have it, &host=NAME.',
    });
  }
}
