import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../connection/api-context';

/** Hosts and packages of the inventory. No host is asked. */
export function useHosts() {
  const { orpc } = useApi();
  const hosts = useQuery(orpc.hosts.list.queryOptions());
  return { ...hosts, hosts: hosts.data?.hosts };
}

/** Asks one host for its versions. Each host has its own query, so that a dead one delays no other. */
export function useHostState(host: string) {
  const { orpc } = useApi();
  return useQuery(orpc.hosts.state.queryOptions({ input: { params: { host } } }));
}

/** Reads the inventory and asks all hosts again. */
export function useReload() {
  const { orpc } = useApi();
  const queryClient = useQueryClient();
  const reloading = useIsFetching({ queryKey: orpc.hosts.key() }) > 0;
  const reload = () => void queryClient.invalidateQueries({ queryKey: orpc.hosts.key() });
  return { reload, reloading };
}
