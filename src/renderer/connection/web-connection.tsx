import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { httpApi } from '../client';
import { SignIn } from '../views/sign-in/sign-in';
import { forgetAccessToken, keepAccessToken, takeAccessToken } from './access-token';
import { ApiProvider } from './api-context';

/** In a browser: over HTTP with an access token, asked for when none is known or it is refused. */
export function WebConnection({ children }: { children: ReactNode }) {
  const [token, setToken] = useState(takeAccessToken);
  const [refused, setRefused] = useState(false);

  const refuse = useCallback(() => {
    forgetAccessToken();
    setRefused(true);
    setToken(undefined);
  }, []);

  const accept = useCallback((accepted: string) => {
    keepAccessToken(accepted);
    setRefused(false);
    setToken(accepted);
  }, []);

  // An address with another `#token=…`, opened in this tab, does not load the page anew.
  useEffect(() => {
    const take = () => setToken(takeAccessToken());
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);

  const api = useMemo(() => (token === undefined ? undefined : httpApi(token, refuse)), [token, refuse]);
  if (!api) return <SignIn refused={refused} onAccepted={accept} />;
  return (
    <ApiProvider key={token} api={api}>
      {children}
    </ApiProvider>
  );
}
