import { Alert, Button, Flex, Typography } from 'antd';
import type { CSSProperties, ReactNode } from 'react';
import { describeError } from '../errors/describe-error';
import { useTranslate } from '../i18n/use-translate';
import { FailureText, hasMore } from './failure-text';

interface FailureAlertProps {
  error: unknown;
  /** Shows "Try again". */
  onRetry?: () => void;
  retrying?: boolean;
  /** Further ways out, before "Try again". */
  actions?: ReactNode;
  /** Shows the operation that failed as the title, such as "Failed to list backups". */
  titled?: boolean;
  style?: CSSProperties;
}

/** An error where it arose: what failed, what to do next, and the buttons that do it. */
export function FailureAlert({ error, onRetry, retrying = false, actions, titled = false, style }: FailureAlertProps) {
  const t = useTranslate();
  const failure = describeError(error, t);
  const heading =
    titled && failure.title ? t('common:failure', { title: failure.title, message: failure.message }) : failure.message;
  return (
    <Alert
      type={failure.code === 'HOST_KEY_UNKNOWN' || failure.code === 'SECRET_MISSING' ? 'warning' : 'error'}
      showIcon
      title={
        <Flex vertical gap={8}>
          <Typography.Text strong className="long-text">
            {heading}
          </Typography.Text>
          {hasMore(failure) && <FailureText failure={failure} />}
          {(actions || onRetry) && (
            <Flex gap={8} wrap>
              {actions}
              {onRetry && (
                <Button size="small" loading={retrying} onClick={onRetry}>
                  {t('common:tryAgain')}
                </Button>
              )}
            </Flex>
          )}
        </Flex>
      }
      // The icon beside the first line, however many follow.
      styles={{ root: { alignItems: 'flex-start', ...style }, icon: { marginBlockStart: 4 } }}
    />
  );
}
