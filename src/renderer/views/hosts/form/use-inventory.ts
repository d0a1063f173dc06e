import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Host, Package } from '../../../../contract/inventory';
import { saveFile } from '../../../components/save-file';
import { useApi } from '../../../connection/api-context';

/** Hosts and packages with every field; no host is asked. */
export function useInventory() {
  const { orpc } = useApi();
  const inventory = useQuery(orpc.inventory.get.queryOptions());
  return { ...inventory, hosts: inventory.data?.hosts };
}

/** Adds a host, or replaces the one of this name; its packages stay. */
export function useSaveHost(name: string | undefined) {
  const { client } = useApi();
  return (body: Omit<Host, 'packages'>) =>
    name === undefined
      ? client.inventory.addHost({ body })
      : client.inventory.updateHost({ params: { host: name }, body });
}

/** Adds a package to a host, or replaces the one of this name. */
export function useSavePackage(host: string, packageName: string | undefined) {
  const { client } = useApi();
  return (body: Package) =>
    packageName === undefined
      ? client.inventory.addPackage({ params: { host }, body })
      : client.inventory.updatePackage({ params: { host, packageName }, body });
}

/** Copies and removals, and the export: one after the other, each followed by a fresh inventory. */
export function useInventoryChanges() {
  const { client, orpc } = useApi();
  const queryClient = useQueryClient();
  const { mutateAsync, error, reset } = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: orpc.hosts.key() }),
        queryClient.invalidateQueries({ queryKey: orpc.inventory.key() }),
      ]),
  });
  /** The error stays in `error`: a dialog that asked may close. */
  const run = (change: () => Promise<unknown>) => mutateAsync(change).then(noted, noted);
  return {
    error,
    reset,
    duplicateHost: (host: string, name: string) =>
      run(() => client.inventory.duplicateHost({ params: { host }, body: { name } })),
    removeHost: (host: string) => run(() => client.inventory.removeHost({ params: { host } })),
    duplicatePackage: (host: string, packageName: string, body: { repositoryLocation?: string; toHost?: string }) =>
      run(() => client.inventory.duplicatePackage({ params: { host, packageName }, body })),
    removePackage: (host: string, packageName: string) =>
      run(() => client.inventory.removePackage({ params: { host, packageName } })),
    exportAll: () =>
      run(async () => {
        const document = await client.inventory.exportInventory();
        const content = `${JSON.stringify(document, null, 2)}\n`;
        saveFile({ filename: 'holdfast-inventory.json', mediaType: 'application/json', content });
      }),
  };
}

const noted = () => {};
