import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Host } from '../../../contract/inventory';
import { useApi } from '../../connection/api-context';

/**
 * Trusts the key that a host presents. Other hosts may have waited for it: all are asked again.
 * @param draft the host as a form has it that is not saved yet
 */
export function useTrustHostKey(host: string, draft: Host | undefined, onDone: () => void) {
  const { client, orpc } = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (fingerprint: string) =>
      client.hosts.trustHostKey({ params: { host }, body: { fingerprint, ...(draft && { draft }) } }),
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
