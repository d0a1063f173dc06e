import { Badge, Button, Flex, Select, Typography, theme } from 'antd';
import { useTranslate } from '../../i18n/use-translate';
import { CONCERNS, type Concern } from './host-view';
import { GROUPINGS, type OverviewChoice } from './overview-choice';

interface OverviewFiltersProps {
  choice: OverviewChoice;
  onChoose: (choice: OverviewChoice) => void;
  /** All hosts, whatever is shown of them. */
  hosts: number;
  counts: Record<Concern, number>;
}

/** How everything stands in one line; each number shows what it counts. */
export function OverviewFilters({ choice, onChoose, hosts, counts }: OverviewFiltersProps) {
  const t = useTranslate();
  const { token } = theme.useToken();
  const colours: Record<Concern, string> = {
    attention: token.colorError,
    unreachable: token.colorError,
    stale: token.colorWarning,
    running: token.colorPrimary,
  };
  return (
    <Flex align="center" justify="space-between" gap={12} wrap>
      <Flex gap={8} wrap role="group" aria-label={t('overview:filter.label')}>
        {(['all', ...CONCERNS] as const).map((concern) => {
          const count = concern === 'all' ? hosts : counts[concern];
          const chosen = choice.concern === concern;
          return (
            <Button
              key={concern}
              size="small"
              aria-pressed={chosen}
              color={chosen ? 'primary' : 'default'}
              variant={chosen ? 'solid' : 'outlined'}
              icon={concern === 'all' ? undefined : <Badge color={count > 0 ? colours[concern] : token.colorFill} />}
              onClick={() => onChoose({ ...choice, concern: chosen ? 'all' : concern })}
            >
              {t(`overview:filter.${concern}`, { count })}
            </Button>
          );
        })}
      </Flex>
      <Flex align="center" gap={8}>
        <Typography.Text type="secondary">{t('overview:grouping.label')}</Typography.Text>
        <Select
          aria-label={t('overview:grouping.label')}
          value={choice.grouping}
          onChange={(grouping) => onChoose({ ...choice, grouping })}
          options={GROUPINGS.map((value) => ({ value, label: t(`overview:grouping.${value}`) }))}
          style={{ width: 130 }}
        />
      </Flex>
    </Flex>
  );
}
