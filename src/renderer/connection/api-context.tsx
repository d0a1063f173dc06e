import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import type { Api } from '../client';

const ApiContext = createContext<Api | undefined>(undefined);

/** The connected client. Only below `ApiProvider`. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi needs an ApiProvider above');
  return api;
}

/** Gives the views their client and a cache of its answers. */
export function ApiProvider({ api, children }: { api: Api; children: ReactNode }) {
  const [queryClient] = useState(newQueryClient);
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </ApiContext>
  );
}

/**
 * Nothing is repeated behind the operator's back: each question may log in to a host, and an error
 * is shown at once. `always`: the server is this computer, also when the browser says "offline".
 */
function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
