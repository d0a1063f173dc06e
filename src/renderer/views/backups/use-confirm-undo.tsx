import { App, Flex } from 'antd';
import type { UndoInfo } from '../../../contract/backups';
import { formatLocalTime } from '../../format/time';
import { useTranslate } from '../../i18n/use-translate';
import { type HostPackage, nameOf } from '../packages/host-package';
import { useUndoRestore } from './use-backup-jobs';

/** Asks before a restore is taken back, and takes it back. */
export function useConfirmUndo(target: HostPackage) {
  const t = useTranslate();
  const { modal } = App.useApp();
  const { mutate: undo } = useUndoRestore(target);
  return ({ id, restoredBackup, restoredAt, previousVersion }: UndoInfo) =>
    modal.confirm({
      title: t('undo:confirm.title'),
      width: 520,
      okText: t('undo:confirm.ok'),
      okButtonProps: { danger: true },
      cancelText: t('common:cancel'),
      autoFocusButton: 'cancel',
      content: (
        <Flex vertical gap={8} className="long-text">
          <span>{t('undo:confirm.stops', { where: nameOf(target, t) })}</span>
          <span>
            {previousVersion
              ? t('undo:confirm.bringsVersion', { time: formatLocalTime(restoredAt), version: previousVersion })
              : t('undo:confirm.brings', { time: formatLocalTime(restoredAt) })}
          </span>
          <span>{t('undo:confirm.since', { what: restoredBackup ?? t('undo:confirm.theUndo') })}</span>
        </Flex>
      ),
      onOk: () => undo({ id }),
    });
}
