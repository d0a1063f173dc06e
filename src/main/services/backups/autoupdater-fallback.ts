import { HoldfastError } from '../../../contract/errors';
import type { ResolvedPackage } from '../packages/package-directory';
import type { AutoUpdaterScripts } from './autoupdater-scripts';
import type { BackupHost, LongOperation, Performance, Question } from './backup-host';

/** Creates and lists backups by AutoUpdater's own scripts where a host has no others. All else stays SCRIPTS_OUTDATED. */
export class AutoUpdaterFallback implements BackupHost {
  constructor(
    private readonly host: BackupHost,
    private readonly autoUpdater: AutoUpdaterScripts,
  ) {}

  async ask<T>(resolved: ResolvedPackage, question: Question<T>): Promise<T> {
    try {
      return await this.host.ask(resolved, question);
    } catch (error) {
      if (!isOutdated(error) || question.command[0] !== 'list') throw error;
      return question.answer.parse(await this.autoUpdater.list(resolved, question.timeoutMs));
    }
  }

  perform<T>(resolved: ResolvedPackage, operation: LongOperation<T>): Performance<T> {
    const { ended, early } = this.host.perform(resolved, operation);
    if (operation.operation !== 'backup') return { ended, early };
    return {
      ended: ended.catch(async (error: unknown) => {
        if (!isOutdated(error)) throw error;
        const version =
          operation.arguments.map((word) => /^--version=(.*)$/.exec(word)?.[1]).find(Boolean) ?? 'unknown';
        return operation.answer.parse(await this.autoUpdater.create(resolved, version, operation.timeoutMs));
      }),
      // There is no job on such a host: its answer is the end itself.
      early: early.catch((error: unknown) => {
        if (!isOutdated(error)) throw error;
        return new Promise(() => {});
      }),
    };
  }
}

function isOutdated(error: unknown): boolean {
  return error instanceof HoldfastError && error.code === 'SCRIPTS_OUTDATED';
}
