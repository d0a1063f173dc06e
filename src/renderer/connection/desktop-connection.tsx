import { Button, Flex, Result, Spin } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { type Api, portApi } from '../client';
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
  return (
    <Flex role="status" aria-label="Connecting" align="center" justify="center" style={{ minHeight: '100vh' }}>
      <Spin size="large" delay={300} />
    </Flex>
  );
}

function NoAnswer({ onRetry }: { onRetry: () => void }) {
  return (
    <Result
      status="error"
      title="Holdfast does not answer"
      subTitle="The window has no connection to the application behind it. Try again, or close Holdfast and start it anew."
      extra={
        <Button type="primary" onClick={onRetry}>
          Try again
        </Button>
      }
    />
  );
}
