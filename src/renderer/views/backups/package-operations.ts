import { useIsMutating } from '@tanstack/react-query';
import type { HostPackage } from '../packages/host-package';

export type PackageOperation = 'create' | 'restore';

/** Under this key an operation runs, wherever in the page it was started. */
export function operationKey({ host, packageName }: HostPackage, operation: PackageOperation): string[] {
  return ['package', host, packageName, operation];
}

/** Which operations run on a package now. */
export function useRunningOperations(target: HostPackage) {
  const creating = useIsMutating({ mutationKey: operationKey(target, 'create') }) > 0;
  const restoring = useIsMutating({ mutationKey: operationKey(target, 'restore') }) > 0;
  return { creating, restoring, busy: creating || restoring };
}
