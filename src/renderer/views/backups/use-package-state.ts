import { useQuery } from '@tanstack/react-query';
import type { PackageState } from '../../../contract/host-state';
import { useApi } from '../../connection/api-context';
import type { HostPackage } from '../packages/host-package';

/** What the host last said of a package. It is not asked: the overview does that. */
export function usePackageState({ host, packageName }: HostPackage): PackageState | undefined {
  const { orpc } = useApi();
  const { data } = useQuery(orpc.hosts.state.queryOptions({ input: { params: { host } }, enabled: false }));
  return data?.packages.find(({ name }) => name === packageName);
}
