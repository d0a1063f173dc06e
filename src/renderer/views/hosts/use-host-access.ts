import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../connection/api-context';

/** Trusts the key that a host presents. Other hosts may have waited for it: all are asked again. */
export function useTrustHostKey(host: string, onDone: () => void) {
  const { client, orpc } = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (fingerprint: string) => client.hosts.trustHostKey({ params: { host }, body: { fingerprint } }),
    onSuccess: () => {
      onDone();
      void queryClient.invalidateQueries({ queryKey: orpc.hosts.state.key(), predicate: failed });
    },
  });
}

/** Gives a host's password or its key's passphrase. */
export function useSetSecret(host: string, kind: 'password' | 'passphrase', onDone: () => void) {
  const { client, orpc } = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ secret, remember }: { secret: string; remember: boolean }) =>
      client.hosts.setSecret({ params: { host }, body: { kind, secret, remember } }),
    onSuccess: () => {
      onDone();
      void queryClient.invalidateQueries({ queryKey: orpc.hosts.state.key(), predicate: failed });
    },
  });
}

function failed({ state }: { state: { status: string } }): boolean {
  return state.status === 'error';
}
