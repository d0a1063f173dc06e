import { useQuery } from '@tanstack/react-query';
import type { BackupInfo } from '../../../contract/backups';
import { useApi } from '../../connection/api-context';
import { failureCode } from '../../errors/describe-error';
import type { HostPackage } from '../packages/host-package';

/** What the host says a restore would do, asked anew each time: minutes may lie between two looks. */
export function useRestorePlan({ host, packageName }: HostPackage, { filename }: BackupInfo, enabled: boolean) {
  const { orpc } = useApi();
  const { data, error, isFetching, refetch } = useQuery(
    orpc.backups.plan.queryOptions({
      input: { params: { packageName }, query: { host, filename } },
      enabled,
      gcTime: 0,
      staleTime: 0,
    }),
  );
  const info = useQuery(orpc.application.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  /** The scripts on the host know no plans: the restore itself checks as much as they can. */
  const tooOld = error !== null && failureCode(error) === 'SCRIPTS_OUTDATED';
  return { plan: error ? undefined : data, error, tooOld, isFetching, refetch, settings: info.data?.confirmRestore };
}
