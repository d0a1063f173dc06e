import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useApi } from '../../connection/api-context';
import type { HostPackage } from '../packages/host-package';
import { toRows } from './backup-rows';

/** Milliseconds. */
const BY_HAND_INTERVAL = 5000;

/** The backups of a package. `refresh` asks the host, whatever the application remembers. */
export function useBackups({ host, packageName }: HostPackage, enabled: boolean) {
  const { client, orpc } = useApi();
  const queryClient = useQueryClient();
  const input = { params: { packageName }, query: { host } };
  const options = orpc.backups.list.queryOptions({
    input,
    enabled,
    // An operation that was started on the host by hand cannot be followed: the list says when it has ended.
    refetchInterval: ({ state: { data } }) => (data?.operation && !data.operation.jobId ? BY_HAND_INTERVAL : false),
  });
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
export function useInvalidatePackages() {
  const { orpc } = useApi();
  const queryClient = useQueryClient();
  return useCallback(
    ({ host, packageName }: HostPackage) =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: orpc.hosts.list.key() }),
        queryClient.invalidateQueries({ queryKey: orpc.hosts.state.key({ input: { params: { host } } }) }),
        queryClient.invalidateQueries({
          queryKey: orpc.backups.list.key({ input: { params: { packageName }, query: { host } } }),
        }),
      ]),
    [queryClient, orpc],
  );
}
