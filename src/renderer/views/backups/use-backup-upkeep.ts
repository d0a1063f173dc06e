import { useMutation } from '@tanstack/react-query';
import { useOutcome } from '../../components/use-outcome';
import { useApi } from '../../connection/api-context';
import { describeError } from '../../errors/describe-error';
import { useFormat } from '../../format/use-format';
import { useTranslate } from '../../i18n/use-translate';
import { type HostPackage, nameOf } from '../packages/host-package';
import { useInvalidatePackages } from './use-backups';

/** Names in one request; the contract's limit. */
const BATCH = 1000;

export interface DeleteChoice {
  filenames: string[];
  allowNewestVerified: boolean;
}

/** Deletes backups, and says how much room that gave. */
export function useDeleteBackups(target: HostPackage, onDone: () => void) {
  const t = useTranslate();
  const format = useFormat();
  const { client } = useApi();
  const invalidate = useInvalidatePackages();
  const { host, packageName } = target;
  const outcome = useOutcome(`delete/${host}/${packageName}`);
  return useMutation({
    mutationFn: async ({ filenames, allowNewestVerified }: DeleteChoice) => {
      let [count, freedBytes] = [0, 0];
      for (let start = 0; start < filenames.length; start += BATCH) {
        const body = { filenames: filenames.slice(start, start + BATCH), allowNewestVerified };
        const deleted = await client.backups.delete({ params: { packageName }, query: { host }, body });
        count += deleted.deleted.length;
        freedBytes += deleted.freedBytes;
      }
      return { count, freedBytes };
    },
    onSuccess: ({ count, freedBytes }) => {
      const size = format.size(freedBytes);
      outcome.succeeded(
        t('upkeep:deleteDialog.done', { count }),
        t('upkeep:deleteDialog.freed', { where: nameOf(target, t), size }),
      );
      onDone();
    },
    onSettled: () => void invalidate(target),
  });
}

export interface Annotation {
  filename: string;
  notes?: string;
  pinned?: boolean;
}

/** Writes notes on a backup, pins or unpins it. `onDone` is called when it is written. */
export function useAnnotate(target: HostPackage, onDone: () => void = () => {}) {
  const { client } = useApi();
  const invalidate = useInvalidatePackages();
  const { host, packageName } = target;
  return useMutation({
    mutationFn: (body: Annotation) => client.backups.annotate({ params: { packageName }, query: { host }, body }),
    onSuccess: onDone,
    onSettled: () => void invalidate(target),
  });
}

/** Pins and unpins from the table, where a failure has no dialog to be shown in. */
export function usePin(target: HostPackage): (annotation: Annotation) => void {
  const t = useTranslate();
  const outcome = useOutcome(`pin/${target.host}/${target.packageName}`);
  const { mutate } = useAnnotate(target);
  return (annotation) =>
    mutate(annotation, {
      onError: (error) => outcome.failed(t('upkeep:pinFailed'), describeError(error, t), annotation.filename),
    });
}
