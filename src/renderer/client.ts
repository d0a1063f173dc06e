import { createORPCClient } from '@orpc/client';
import { RPCLink as HttpLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { BatchLinkPlugin } from '@orpc/client/plugins';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
// The page imports types of the contract, never values: zod looks for `eval` when a schema is made,
// which the page's Content-Security-Policy refuses and reports.
import type { Contract } from '../contract';

export type Client = ContractRouterClient<Contract>;

/** The contract's operations as typed calls (`client`) and as query options (`orpc`). */
export interface Api {
  client: Client;
  orpc: ReturnType<typeof createTanstackQueryUtils<Client>>;
}

/** Over the MessagePort that the preload script hands over. */
export function portApi(port: MessagePort): Api {
  const link = new PortLink({ port });
  port.start();
  return apiOf(createORPCClient(link));
}

/**
 * Over HTTP, from the server that the page came from.
 * @param onUnauthorized called when the server does not accept the token.
 */
export function httpApi(token: string, onUnauthorized: () => void = () => {}): Api {
  const link = new HttpLink({
    url: `${window.location.origin}/rpc`,
    headers: { Authorization: `Bearer ${token}` },
    fetch: async (request, init) => {
      const response = await fetch(request, init);
      if (response.status === 401) onUnauthorized();
      return response;
    },
    // A browser opens six connections at most: the question to all hosts is one request, answered host by host.
    plugins: [
      new BatchLinkPlugin({
        maxSize: 100,
        groups: [{ condition: ({ path }) => path.join('.') === 'hosts.state', context: {} }],
      }),
    ],
  });
  return apiOf(createORPCClient(link));
}

function apiOf(client: Client): Api {
  return { client, orpc: createTanstackQueryUtils(client) };
}
