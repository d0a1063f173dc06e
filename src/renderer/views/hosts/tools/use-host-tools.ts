import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { HostScriptsChange } from '../../../../contract/host-scripts';
import type { Host } from '../../../../contract/inventory';
import { useApi } from '../../../connection/api-context';

/** Logs in to a host as a form has it. */
export function useConnectionTest() {
  const { client } = useApi();
  return useMutation({
    mutationFn: (draft: Host) => client.hosts.testConnection({ params: { host: draft.name }, body: draft }),
  });
}
export type ConnectionTesting = ReturnType<typeof useConnectionTest>;

/** Looks at everything that a host needs. */
export function useHostCheck(host: string) {
  const { orpc } = useApi();
  return useQuery(orpc.hosts.check.queryOptions({ input: { params: { host } }, gcTime: 0 }));
}

export function useHostScripts(host: string) {
  const { orpc } = useApi();
  return useQuery(orpc.hosts.scripts.queryOptions({ input: { params: { host } }, gcTime: 0 }));
}

export type ScriptsAction = 'install' | 'replace' | 'rollback' | 'uninstall';

/** Puts scripts on a host, goes back, or removes them. */
export function useChangeScripts(host: string) {
  const { client, orpc } = useApi();
  const queryClient = useQueryClient();
  const params = { host };
  return useMutation({
    mutationFn: (action: ScriptsAction): Promise<HostScriptsChange> => {
      if (action === 'rollback') return client.hosts.rollback({ params });
      if (action === 'uninstall') return client.hosts.uninstall({ params });
      return client.hosts.install({ params, body: { replaceNewer: action === 'replace' } });
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: orpc.hosts.scripts.key({ input: { params } }) });
      void queryClient.invalidateQueries({ queryKey: orpc.hosts.state.key({ input: { params } }) });
      void queryClient.invalidateQueries({ queryKey: orpc.hosts.check.key({ input: { params } }) });
    },
  });
}
