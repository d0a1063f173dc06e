import { Button, Flex, Result, Spin } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { type Api, portApi } from '../client';
import { useTranslate } from '../i18n/use-translate';
import { ApiProvider } from './api-context';
import { requestMessagePort } from './message-port';

/** In Electron: over one MessagePort to the main process. */
export function DesktopConnection({ children }: { children: ReactNode }) {
  const [attempt, setAttempt] = useState(0);
  const [api, setApi] = useState<Api | 'failed'>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks anew
  useEffect(() => {
    let current = true;
    setApi(undefined);
    requestMessagePort().then(
      (port) => (current ? setApi(portApi(port)) : port.close()),
      () => current && setApi('failed'),
    );
    return () => {
      current = false;
    };
  }, [attempt]);

  if (api === 'failed') return <NoAnswer onRetry={() => setAttempt(attempt + 1)} />;
  if (!api) return <Connecting />;
  return <ApiProvider api={api}>{children}</ApiProvider>;
}

function Connecting() {
  const t = useTranslate();
  return (
    <Flex
      role="status"
      aria-label={t('connection:connecting')}
      align="center"
      justify="center"
      style={{ minHeight: '100vh' }}
    >
      <Spin size="large" delay={300} />
    </Flex>
  );
}

function NoAnswer({ onRetry }: { onRetry: () => void }) {
  const t = useTranslate();
  return (
    <Result
      status="error"
      title={t('connection:noAnswer')}
      subTitle={t('connection:noAnswerHint')}
      extra={
        <Button type="primary" onClick={onRetry}>
          {t('common:tryAgain')}
        </Button>
      }
    />
  );
}
