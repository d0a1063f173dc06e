import { useState } from 'react';
import type { BackupInfo } from '../../../contract/backups';
import { usePackageJob } from '../../jobs/jobs-context';
import type { HostPackage } from '../packages/host-package';
import { farBack, hasLocalChanges, isFar } from './plan-judgement';
import { useRestoreBackup } from './use-backup-jobs';
import { usePackageState } from './use-package-state';
import { useRestorePlan } from './use-restore-plan';

/** `asking` → `starting` → `running` → `ended`; hosts without jobs stay `starting` until they are done. */
type Stage = 'asking' | 'starting' | 'running' | 'ended';

/** When a restore may start, and where it is after that. */
export function useRestoreDialog(target: HostPackage, backup: BackupInfo) {
  const { mutate, isPending, isIdle } = useRestoreBackup(target);
  const planned = useRestorePlan(target, backup, isIdle);
  const job = usePackageJob(target);
  const [typed, setTyped] = useState('');
  const [discardLocalChanges, setDiscardLocalChanges] = useState(false);

  const running = !isIdle && !isPending && job?.operation === 'restore';
  const stage: Stage = isIdle ? 'asking' : isPending ? 'starting' : running ? 'running' : 'ended';

  const current = usePackageState(target);
  const { plan, tooOld, settings } = planned;
  const far = settings
    ? farBack(backup, plan, settings, Date.now(), current?.version)
    : { ageMs: undefined, step: undefined };
  const checked = plan?.restorable === true || tooOld;
  // The name is asked for once it is known whether the restore can run at all.
  const nameNeeded = checked && isFar(far);
  const allowed = checked && settings !== undefined && (!nameNeeded || typed.trim() === target.packageName);
  const start = () => {
    if (!allowed || stage !== 'asking') return;
    const { filename } = backup;
    mutate({ filename, discardLocalChanges: discardLocalChanges && hasLocalChanges(plan) });
  };
  return {
    planned,
    job,
    stage,
    far,
    nameNeeded,
    allowed,
    typed,
    setTyped,
    discardLocalChanges,
    setDiscardLocalChanges,
    start,
  } as const;
}
