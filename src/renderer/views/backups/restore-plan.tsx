import { Alert, Checkbox, Flex, Spin } from 'antd';
import type { BackupInfo } from '../../../contract/backups';
import { ScrollBox } from '../../components/scroll-box';
import { useTranslate } from '../../i18n/use-translate';
import { HostFailureAlert } from '../hosts/host-failure-alert';
import type { HostPackage } from '../packages/host-package';
import { PlanChecks } from './plan-checks';
import { PlanDetails } from './plan-details';
import { hasLocalChanges } from './plan-judgement';
import type { useRestorePlan } from './use-restore-plan';

interface RestorePlanProps {
  target: HostPackage;
  backup: BackupInfo;
  planned: ReturnType<typeof useRestorePlan>;
  discardLocalChanges: boolean;
  onDiscardLocalChanges: (discard: boolean) => void;
}

/** The plan that the host made: what would change, what was checked, and what keeps it from running. */
export function RestorePlanView(props: RestorePlanProps) {
  const { target, backup, planned, discardLocalChanges, onDiscardLocalChanges } = props;
  const { plan, error, tooOld, isFetching, refetch } = planned;
  const t = useTranslate();
  if (tooOld) return <Alert type="warning" showIcon title={t('plan:tooOld')} />;
  if (isFetching && !plan) {
    return <Alert type="info" role="status" showIcon icon={<Spin size="small" />} title={t('plan:running')} />;
  }
  if (error) {
    return (
      <HostFailureAlert titled host={target.host} error={error} onRetry={() => void refetch()} retrying={isFetching} />
    );
  }
  if (!plan) return null;
  return (
    <Flex vertical gap={16}>
      {!plan.restorable && <Alert type="error" showIcon title={t('plan:notRestorable')} />}
      <PlanChecks checks={plan.checks} />
      <PlanDetails plan={plan} backup={backup} />
      {hasLocalChanges(plan) && (
        <Alert
          type="warning"
          showIcon
          title={t('plan:localChanges', { count: plan.localChanges.length })}
          description={
            <Flex vertical gap={8}>
              <ScrollBox label={t('plan:localChanges', { count: plan.localChanges.length })}>
                {plan.localChanges.join('\n')}
              </ScrollBox>
              <Checkbox
                checked={discardLocalChanges}
                onChange={({ target: box }) => onDiscardLocalChanges(box.checked)}
              >
                {t('plan:discard')}
              </Checkbox>
              <span>{discardLocalChanges ? t('plan:discardOn') : t('plan:discardOff')}</span>
            </Flex>
          }
        />
      )}
    </Flex>
  );
}
