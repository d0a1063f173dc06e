import { DownloadOutlined, SafetyCertificateOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex, Input, Select } from 'antd';
import { useTranslate } from '../../i18n/use-translate';
import { type ActivityChoice, OUTCOMES, PERIODS, type Period } from './activity-filter';

interface ActivityToolbarProps {
  choice: ActivityChoice;
  onChoose: (choice: ActivityChoice) => void;
  /** Names of hosts to choose from. */
  hosts: string[];
  onExport: (format: 'csv' | 'json') => void;
  exporting: boolean;
  onVerify: () => void;
  verifying: boolean;
}

/** Filters of the activity, and what can be done with the record as a whole. */
export function ActivityToolbar(props: ActivityToolbarProps) {
  const t = useTranslate();
  const { choice, onChoose, hosts, onExport, exporting, onVerify, verifying } = props;
  const choose = (part: Partial<ActivityChoice>) => onChoose({ ...choice, ...part });
  return (
    <Flex gap={8} wrap role="search" aria-label={t('activity:filter.label')}>
      <Input
        type="search"
        allowClear
        data-search
        aria-label={t('activity:filter.text')}
        placeholder={t('activity:filter.text')}
        prefix={<SearchOutlined aria-hidden />}
        value={choice.text}
        onChange={({ target }) => choose({ text: target.value })}
        style={{ flex: '1 1 220px', maxWidth: 360 }}
      />
      <Select
        aria-label={t('activity:filter.outcome')}
        value={choice.outcome}
        onChange={(outcome) => choose({ outcome })}
        options={(['all', ...OUTCOMES] as const).map((value) => ({ value, label: t(`activity:outcome.${value}`) }))}
        style={{ width: 150 }}
      />
      <Select
        aria-label={t('activity:filter.period')}
        value={choice.period}
        onChange={(period) => choose({ period })}
        options={(Object.keys(PERIODS) as Period[]).map((value) => ({ value, label: t(`activity:period.${value}`) }))}
        style={{ width: 150 }}
      />
      <Select
        aria-label={t('activity:filter.host')}
        showSearch
        value={choice.host}
        onChange={(host) => choose({ host })}
        options={['', ...hosts].map((value) => ({
          value,
          label: value === '' ? t('activity:filter.allHosts') : value,
        }))}
        style={{ width: 180 }}
      />
      <Flex flex={1} justify="end" gap={8}>
        <Button icon={<SafetyCertificateOutlined aria-hidden />} loading={verifying} onClick={onVerify}>
          {t('activity:verify')}
        </Button>
        <Dropdown
          trigger={['click']}
          menu={{
            items: (['csv', 'json'] as const).map((format) => ({
              key: format,
              label: t(`activity:export.${format}`),
              onClick: () => onExport(format),
            })),
          }}
        >
          <Button icon={<DownloadOutlined aria-hidden />} loading={exporting}>
            {t('activity:export.action')}
          </Button>
        </Dropdown>
      </Flex>
    </Flex>
  );
}
