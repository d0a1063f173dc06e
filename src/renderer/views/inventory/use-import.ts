import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ImportSource } from '../../../contract/inventory-import';
import { useApi } from '../../connection/api-context';

/** Asks what an import would add and change; nothing is kept. */
export function usePreviewImport() {
  const { client } = useApi();
  return useMutation({ mutationFn: (body: ImportSource) => client.inventory.previewImport({ body }) });
}

/** Imports the chosen rows, all or none. */
export function useApplyImport() {
  const { client, orpc } = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ImportSource & { rows: string[] }) => client.inventory.applyImport({ body }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: orpc.hosts.key() }),
        queryClient.invalidateQueries({ queryKey: orpc.inventory.key() }),
      ]),
  });
}
