import { useApi } from '../../connection/api-context';
import type { HostPackage } from '../packages/host-package';
import { useStartJob } from './use-start-job';

/** "Create Backup". */
export function useCreateBackup(target: HostPackage) {
  const { client, input } = useInput(target);
  return useStartJob<undefined>(target, 'backup', () => client.backups.create(input));
}

export interface RestoreChoice {
  filename: string;
  /** Let the change of code overwrite changed files of the checkout. */
  discardLocalChanges: boolean;
}

export function useRestoreBackup(target: HostPackage) {
  const { client, input } = useInput(target);
  return useStartJob<RestoreChoice>(target, 'restore', ({ filename, discardLocalChanges }) =>
    client.backups.restore({ ...input, body: discardLocalChanges ? { filename, discardLocalChanges } : { filename } }),
  );
}

/** Takes a restore back. */
export function useUndoRestore(target: HostPackage) {
  const { client, input } = useInput(target);
  return useStartJob<{ id: string }>(target, 'undo', ({ id }) => client.backups.undo({ ...input, body: { id } }));
}

/** Finishes or rolls back what a crash cut off. */
export function useRecover(target: HostPackage) {
  const { client, input } = useInput(target);
  return useStartJob<undefined>(target, 'recover', () => client.backups.recover(input));
}

export function useVerifyAll(target: HostPackage) {
  const { client, input } = useInput(target);
  return useStartJob<undefined>(target, 'verify', () => client.backups.verifyAll(input));
}

/** Every long operation is started and not waited for: its job is followed. */
function useInput({ host, packageName }: HostPackage) {
  const { client } = useApi();
  return { client, input: { params: { packageName }, query: { host, wait: false } } };
}
