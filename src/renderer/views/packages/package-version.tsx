import { Flex, Skeleton, Tag, Tooltip } from 'antd';
import type { PackageState } from '../../../contract/hosts';
import { Note } from '../../components/note';
import { formatLocalTime, formatUtcTime } from '../../format/time';
import { useTranslate } from '../../i18n/use-translate';

interface PackageVersionProps {
  state: PackageState | undefined;
  loading: boolean;
}

/** The version that is deployed now, or why none is shown. */
export function PackageVersion({ state, loading }: PackageVersionProps) {
  const t = useTranslate();
  if (loading) {
    return (
      <span role="status" aria-busy="true" aria-label={t('overview:package.loadingVersion')}>
        <Skeleton.Button active size="small" style={{ width: 72 }} />
      </span>
    );
  }
  if (!state) return <Tag>{t('overview:package.versionNotKnown')}</Tag>;
  if (state.note) {
    return (
      <Flex align="center">
        <Note text={state.note} />
        <Tag>{state.version ?? t('overview:package.versionNotKnown')}</Tag>
      </Flex>
    );
  }
  if (state.version === null) return <Tag>{t('overview:package.notDeployed')}</Tag>;
  const { updated } = state;
  return (
    <Tooltip
      title={
        updated && t('overview:package.deployed', { local: formatLocalTime(updated), utc: formatUtcTime(updated) })
      }
    >
      <Tag color="blue" className="short-tag">
        {state.version}
      </Tag>
    </Tooltip>
  );
}
