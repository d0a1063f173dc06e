import { Flex, Skeleton, Tag, Tooltip } from 'antd';
import type { PackageState } from '../../../contract/hosts';
import { Note } from '../../components/note';
import { formatLocalTime, formatUtcTime } from '../../format/time';

interface PackageVersionProps {
  state: PackageState | undefined;
  loading: boolean;
}

/** The version that is deployed now, or why none is shown. */
export function PackageVersion({ state, loading }: PackageVersionProps) {
  if (loading) {
    return (
      <span role="status" aria-busy="true" aria-label="Loading version">
        <Skeleton.Button active size="small" style={{ width: 72 }} />
      </span>
    );
  }
  if (!state) return <Tag>Version not known</Tag>;
  if (state.note) {
    return (
      <Flex align="center">
        <Note text={state.note} />
        <Tag>{state.version ?? 'Version not known'}</Tag>
      </Flex>
    );
  }
  if (state.version === null) return <Tag>Not deployed</Tag>;
  const { updated } = state;
  return (
    <Tooltip title={updated && `Deployed ${formatLocalTime(updated)} (${formatUtcTime(updated)})`}>
      <Tag color="blue" className="short-tag">
        {state.version}
      </Tag>
    </Tooltip>
  );
}
