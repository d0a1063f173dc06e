import { useMutation } from '@tanstack/react-query';
import type { BackupInfo } from '../../../contract/backups';
import { useAnnounce } from '../../components/announcer';
import { useOutcome } from '../../components/use-outcome';
import { useApi } from '../../connection/api-context';
import { describeError } from '../../errors/describe-error';
import { useTranslate } from '../../i18n/use-translate';
import { type HostPackage, nameOf } from '../packages/host-package';
import { done } from './done';
import { operationKey } from './package-operations';
import { RestoreResult } from './restore-result';
import { useInvalidatePackage } from './use-backups';

/** Restores a backup and says how it ended. */
export function useRestoreBackup(target: HostPackage, onSettled: () => void) {
  const t = useTranslate();
  const { client } = useApi();
  const announce = useAnnounce();
  const invalidate = useInvalidatePackage(target);
  const { host, packageName } = target;
  const where = nameOf(target, t);
  const mutationKey = operationKey(target, 'restore');
  const outcome = useOutcome(mutationKey.join('/'));

  return useMutation({
    mutationKey,
    mutationFn: async ({ filename }: BackupInfo) =>
      done(await client.backups.restore({ params: { packageName }, query: { host }, body: { filename } })),
    onMutate: ({ filename }) => {
      outcome.clear();
      announce(t('restore:announcement', { where, filename }));
    },
    onSuccess: (result) =>
      outcome.completed(
        t('restore:succeeded'),
        <RestoreResult where={where} result={result} />,
        result.warnings.length > 0,
      ),
    onError: (error) => outcome.failed(t('restore:failed'), describeError(error, t), where),
    onSettled: () => {
      announce('');
      onSettled();
      void invalidate();
    },
  });
}
