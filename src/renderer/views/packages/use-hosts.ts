import { useIsFetching, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { HostState, LastHostState } from '../../../contract/host-state';
import type { HostSummary } from '../../../contract/hosts';
import { useApi } from '../../connection/api-context';
import { failureCode } from '../../errors/describe-error';
import { type HostView, type hostView, keepingViews } from './host-view';

/** Milliseconds after which a host is asked again; while an operation runs there, and otherwise. */
const SOON = 5000;
const LATER = 60_000;

/** Asking again would be refused again, and may lock the account: these wait for the operator. */
const FOR_THE_OPERATOR = ['AUTHENTICATION_FAILED', 'SECRET_MISSING', 'HOST_KEY_UNKNOWN', 'HOST_KEY_CHANGED'];

/** Hosts and packages of the inventory. No host is asked. */
export function useHosts() {
  const { orpc } = useApi();
  const hosts = useQuery(orpc.hosts.list.queryOptions());
  return { ...hosts, hosts: hosts.data?.hosts };
}

/** What all hosts answered last, by name. Empty where it is not known: the hosts themselves are being asked. */
function useLastStates(): ReadonlyMap<string, LastHostState> {
  const { orpc } = useApi();
  const { data } = useQuery({
    ...orpc.hosts.lastStates.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
    select: byName,
  });
  return data ?? NONE;
}

const NONE: ReadonlyMap<string, LastHostState> = new Map();
const byName = ({ hosts }: { hosts: LastHostState[] }) => new Map(hosts.map((last) => [last.host, last]));

/** Asks every host how it stands, again and again. Each has its own question: a dead one delays no other. */
export function useHostViews(hosts: readonly HostSummary[] | undefined): HostView[] | undefined {
  const { orpc } = useApi();
  const last = useLastStates();
  const [viewOf] = useState(keepingViews);
  return useQueries({
    queries: (hosts ?? []).map(({ name }) =>
      orpc.hosts.state.queryOptions({
        input: { params: { host: name } },
        refetchInterval: ({ state }: { state: { data: HostState | undefined; error: unknown } }) =>
          waitBefore(state.data, state.error),
      }),
    ),
    combine: useCallback(
      (answers: Answer[]) => hosts?.map((host, index) => viewOf(host, answers[index] ?? UNASKED, last.get(host.name))),
      [hosts, last, viewOf],
    ),
  });
}

type Answer = Parameters<typeof hostView>[1];
const UNASKED: Answer = { data: undefined, error: null, isPending: true, isFetching: false };

function waitBefore(state: HostState | undefined, error: unknown): number | false {
  if (error !== null) return FOR_THE_OPERATOR.includes(failureCode(error)) ? false : LATER;
  return state?.packages.some(({ operation }) => operation !== null) ? SOON : LATER;
}

/** Reads the inventory and asks all hosts again. */
export function useReload() {
  const { orpc } = useApi();
  const queryClient = useQueryClient();
  const reloading = useIsFetching({ queryKey: orpc.hosts.key() }) > 0;
  const reload = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: orpc.hosts.key() }),
    [queryClient, orpc],
  );
  return { reload, reloading };
}

/** Asks one host again. */
export function useAskAgain(host: string): () => void {
  const { orpc } = useApi();
  const queryClient = useQueryClient();
  return () => void queryClient.refetchQueries({ queryKey: orpc.hosts.state.key({ input: { params: { host } } }) });
}
