import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useApi } from '../../connection/api-context';
import type { HostPackage } from '../packages/host-package';
import { toRows } from './backup-rows';

/** The backups of a package. `refresh` asks the host, whatever the application remembers. */
export function useBackups({ host, packageName }: HostPackage, enabled: boolean) {
  const { client, orpc } = useApi();
  const queryClient = useQueryClient();
  const input = { params: { packageName }, query: { host } };
  const options = orpc.backups.list.queryOptions({ input, enabled });
  const query = useQuery(options);
  const { queryKey } = options;

  const refresh = () =>
    queryClient
      .fetchQuery({
        queryKey,
        queryFn: ({ signal }) => client.backups.list({ ...input, query: { host, refresh: true } }, { signal }),
        staleTime: 0,
      })
      // The query has the error, and the dialog shows it.
      .catch(() => undefined);

  const rows = useMemo(() => query.data && toRows(query.data.backups), [query.data]);
  return { ...query, rows, refresh };
}

/** Reads again what an operation on a package may have changed. */
export function useInvalidatePackage({ host, packageName }: HostPackage) {
  const { orpc } = useApi();
  const queryClient = useQueryClient();
  return useCallback(
    () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: orpc.hosts.list.key() }),
        queryClient.invalidateQueries({ queryKey: orpc.hosts.state.key({ input: { params: { host } } }) }),
        queryClient.invalidateQueries({
          queryKey: orpc.backups.list.key({ input: { params: { packageName }, query: { host } } }),
        }),
      ]),
    [queryClient, orpc, host, packageName],
  );
}
