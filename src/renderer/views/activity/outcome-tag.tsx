import { CheckCircleOutlined, CloseCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import type { Outcome } from '../../../contract/activity';
import { useTranslate } from '../../i18n/use-translate';

const LOOKS = {
  done: { color: 'success', icon: <CheckCircleOutlined aria-hidden /> },
  failed: { color: 'error', icon: <CloseCircleOutlined aria-hidden /> },
  refused: { color: 'warning', icon: <StopOutlined aria-hidden /> },
} as const;

/** How something ended. */
export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const t = useTranslate();
  return <Tag {...LOOKS[outcome]}>{t(`activity:outcome.${outcome}`)}</Tag>;
}
