import type { JobRunner } from '../jobs/job-runner';
import type { ResolvedPackage } from '../packages/package-directory';
import type { BackupHost, LongOperation, Performance, Question } from './backup-host';
import type { HostScript } from './host-script';
import type { ScriptAbilities } from './script-abilities';

/**
 * A host with Holdfast's script, or one that speaks its protocol. Long operations run as jobs where the script
 * knows jobs, else as one command over one connection.
 */
export class ScriptBackupHost implements BackupHost {
  constructor(
    private readonly script: HostScript,
    private readonly abilities: ScriptAbilities,
    private readonly jobs: JobRunner,
  ) {}

  ask<T>(resolved: ResolvedPackage, question: Question<T>): Promise<T> {
    return this.script.ask(resolved, question);
  }

  perform<T>(resolved: ResolvedPackage, operation: LongOperation<T>): Performance<T> {
    let answerEarly: (answer: Promise<{ jobId: string }>) => void = () => {};
    const early = new Promise<{ jobId: string }>((resolve) => {
      answerEarly = resolve;
    });
    const perform = async () => {
      if (await this.abilities.can(resolved, 'job')) {
        const performance = this.jobs.run(resolved, operation);
        answerEarly(performance.early);
        return performance.ended;
      }
      const { answer, answersWith, timeoutMs } = operation;
      const command = [operation.operation, ...operation.arguments] as const;
      return this.script.ask(resolved, { command, answer, answersWith, timeoutMs, signed: false });
    };
    return { ended: perform(), early };
  }
}
