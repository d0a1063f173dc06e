import { CheckCircleOutlined, CloseCircleOutlined, QuestionCircleOutlined, SafetyOutlined } from '@ant-design/icons';
import { Tag, Tooltip } from 'antd';
import type { Verification } from '../../../contract/backups';
import { formatLocalTime } from '../../format/time';
import { useTranslate } from '../../i18n/use-translate';
import { type VerificationState, verificationState } from './verification-state';

const LOOKS: Record<VerificationState, { color: string; icon: React.ReactNode }> = {
  unchecked: { color: 'default', icon: <QuestionCircleOutlined aria-hidden /> },
  archive: { color: 'processing', icon: <CheckCircleOutlined aria-hidden /> },
  structure: { color: 'success', icon: <SafetyOutlined aria-hidden /> },
  damaged: { color: 'error', icon: <CloseCircleOutlined aria-hidden /> },
};

/** What the last verification found; when, and its problems, on hover and focus. */
export function VerificationBadge({ verification }: { verification: Verification | null | undefined }) {
  const t = useTranslate();
  const state = verificationState(verification);
  const { color, icon } = LOOKS[state];
  const problems = verification?.problems ?? [];
  const hint = verification?.verifiedAt
    ? t('verification:at', { time: formatLocalTime(verification.verifiedAt) })
    : t('verification:hint.unchecked');
  return (
    <Tooltip
      trigger={['hover', 'focus']}
      title={
        <div className="long-text">
          <div>{t(`verification:hint.${state}`)}</div>
          {state !== 'unchecked' && <div>{hint}</div>}
          {problems.length > 0 && (
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {problems.slice(0, PROBLEMS_SHOWN).map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
        </div>
      }
    >
      <Tag
        color={color}
        icon={icon}
        className="focus-ring"
        // The problems of a damaged backup must be reached with the keyboard.
        tabIndex={state === 'damaged' ? 0 : undefined}
      >
        {t(`verification:state.${state}`)}
      </Tag>
    </Tooltip>
  );
}

const PROBLEMS_SHOWN = 8;
