import { Flex } from 'antd';
import type { PackageState } from '../../../contract/hosts';
import { usePackageJob } from '../../jobs/jobs-context';
import { AttentionAlert } from '../backups/attention-alert';
import { HolderAlert } from '../jobs/holder-alert';
import type { HostPackage } from './host-package';

/** What cannot wait on a package: an unfinished restore, and an operation that this window does not follow. */
export function PackageNotices({ target, state }: { target: HostPackage; state: PackageState }) {
  const { attention, operation } = state;
  const followed = usePackageJob(target) !== undefined;
  if (!attention && (!operation || followed)) return null;
  return (
    <Flex vertical gap={8} style={{ marginBlockEnd: 12 }}>
      {attention && <AttentionAlert target={target} attention={attention} busy={followed || operation !== null} />}
      {operation && !followed && <HolderAlert holder={operation} />}
    </Flex>
  );
}
