import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import type { UndoInfo } from '../../../contract/backups';
import { useOutcome } from '../../components/use-outcome';
import { useApi } from '../../connection/api-context';
import { describeError } from '../../errors/describe-error';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import { type HostPackage, nameOf } from '../packages/host-package';
import { useInvalidatePackages } from './use-backups';

/** Asks before the data that an undo would bring back is deleted, and deletes it. */
export function useDiscardUndo(target: HostPackage) {
  const { host, packageName } = target;
  const t = useTranslate();
  const format = useFormat();
  const { client } = useApi();
  const { modal } = App.useApp();
  const invalidate = useInvalidatePackages();
  const where = nameOf(target, t);
  const outcome = useOutcome(`discard-undo/${host}/${packageName}`);
  const { mutate, isPending: pending } = useMutation({
    mutationFn: (id: string) => client.backups.discardUndo({ params: { packageName }, query: { host }, body: { id } }),
    onSuccess: ({ freedBytes }) =>
      outcome.succeeded(t('undo:discard.done'), t('undo:discard.freed', { where, size: format.size(freedBytes) })),
    onError: (error) => outcome.failed(t('undo:discard.failed'), describeError(error, t), where),
    onSettled: () => void invalidate(target),
  });
  const confirm = ({ id, keptData }: UndoInfo) =>
    modal.confirm({
      title: t('undo:discard.title'),
      content: <span className="long-text">{t('undo:discard.question', { folder: keptData ?? id })}</span>,
      okText: t('undo:discard.ok'),
      okButtonProps: { danger: true },
      cancelText: t('common:cancel'),
      autoFocusButton: 'cancel',
      onOk: () => mutate(id),
    });
  return { confirm, pending };
}
