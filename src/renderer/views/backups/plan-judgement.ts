import type { BackupInfo, RestorePlan } from '../../../contract/backups';
import type { RestoreConfirmation } from '../../../contract/settings';
import { isAtLeast, stepBack, type VersionStep } from './version-step';

const DAY = 86_400_000;

/** Why the package's name is asked for; neither: it is not. */
export interface FarBack {
  ageMs: number | undefined;
  step: VersionStep | undefined;
}

/** How much older than now the backup's data is, as the host says, else as the list does. */
export function dataAge(backup: BackupInfo, plan: RestorePlan | undefined, now: number): number | undefined {
  const age = plan?.dataAgeMs ?? now - Date.parse(backup.createdDate);
  return Number.isNaN(age) ? undefined : age;
}

/**
 * Whether a restore goes back over the age or the version step that the settings name.
 * @param currentVersion as the overview knows it, for hosts without plans
 */
export function farBack(
  backup: BackupInfo,
  plan: RestorePlan | undefined,
  settings: RestoreConfirmation,
  now: number,
  currentVersion?: string | null,
): FarBack {
  const age = dataAge(backup, plan, now);
  const from = plan?.from.version ?? currentVersion;
  const to = plan?.to.version ?? backup.version;
  const step = from ? stepBack(from, to) : undefined;
  const { versionStep, olderThanDays } = settings;
  return {
    ageMs: age !== undefined && age > olderThanDays * DAY ? age : undefined,
    step: step && versionStep !== 'none' && isAtLeast(step, versionStep) ? step : undefined,
  };
}

export function isFar({ ageMs, step }: FarBack): boolean {
  return ageMs !== undefined || step !== undefined;
}

/** Local changes stop the change of code, and with it nothing else: the operator decides. */
export function hasLocalChanges(plan: RestorePlan | undefined): plan is RestorePlan {
  return plan?.codeWillChange === true && plan.localChanges.length > 0;
}
