import { useMutation } from '@tanstack/react-query';
import { App, Flex, Typography } from 'antd';
import { useAnnounce } from '../../components/announcer';
import { useOutcome } from '../../components/use-outcome';
import { useApi } from '../../connection/api-context';
import { describeError } from '../../errors/describe-error';
import { useTranslate } from '../../i18n/use-translate';
import { type HostPackage, nameOf } from '../packages/host-package';
import { done } from './done';
import { operationKey } from './package-operations';
import { useInvalidatePackage } from './use-backups';

/** Creates a backup and says how it goes, whichever view is open then. */
export function useCreateBackup(target: HostPackage) {
  const t = useTranslate();
  const { client } = useApi();
  const { message } = App.useApp();
  const announce = useAnnounce();
  const invalidate = useInvalidatePackage(target);
  const { host, packageName } = target;
  const where = nameOf(target, t);
  const mutationKey = operationKey(target, 'create');
  const key = mutationKey.join('/');
  const outcome = useOutcome(key);

  return useMutation({
    mutationKey,
    mutationFn: async () => done(await client.backups.create({ params: { packageName }, query: { host } })),
    onMutate: () => {
      outcome.clear();
      announce(t('backups:create.announcement', { where }));
      message.open({
        key,
        type: 'loading',
        duration: 0,
        content: <Progress what={t('backups:create.running')} where={where} />,
      });
    },
    onSuccess: ({ backup }) =>
      outcome.succeeded(
        t('backups:create.succeeded'),
        <span className="long-text">
          {t('backups:create.result', { filename: backup.filename, version: backup.version, where })}
        </span>,
      ),
    onError: (error) => outcome.failed(t('backups:create.failed'), describeError(error, t), where),
    onSettled: () => {
      announce('');
      message.destroy(key);
      // Not awaited: a slow list does not make the backup take longer.
      void invalidate();
    },
  });
}

function Progress({ what, where }: { what: string; where: string }) {
  return (
    <Flex component="span" vertical align="start" style={{ display: 'inline-flex', maxWidth: 480 }}>
      <span>{what}</span>
      <Typography.Text type="secondary" className="long-text">
        {where}
      </Typography.Text>
    </Flex>
  );
}
