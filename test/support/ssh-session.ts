import { createServer, type Server, type Socket } from 'node:net';
import type { Host } from '../../src/contract/inventory';
import type { ExecOptions } from '../../src/main/services/ssh/connections';
import { KnownHosts } from '../../src/main/services/ssh/known-hosts';
import { SshConnections, type SshConnectionsOptions } from '../../src/main/services/ssh/ssh-connections';
import type { Sshd } from './sshd';

export interface SessionOptions extends Partial<SshConnectionsOptions> {
  /** known_hosts file; default: the server's own, which knows it. */
  knownHostsFile?: string;
  given?: { password?: string; passphrase?: string };
  /** Hosts that can be jumped through. */
  jumps?: Host[];
}

/** The real SSH service, as a test uses it. */
export function openSession(
  sshd: Sshd,
  { knownHostsFile = sshd.knownHosts, given = {}, jumps = [], ...more }: SessionOptions = {},
) {
  const connections = new SshConnections({
    secrets: {
      get: async (_host, kind) => given[kind],
      set: async () => {},
      rename: async () => {},
      remove: async () => {},
    },
    knownHosts: new KnownHosts({ files: [knownHostsFile], appendTo: knownHostsFile }),
    resolveHost: (name) => jumps.find((host) => host.name === name) as Host,
    connectTimeoutMs: 15_000,
    ...more,
  });
  return {
    connections,
    run: (host: Host, argv: [string, ...string[]], options: Partial<ExecOptions> = {}) =>
      connections.exec(host, { argv, asRoot: false }, { timeoutMs: 20_000, ...options }),
    bash: (host: Host, script: string, options: Partial<ExecOptions> = {}) =>
      connections.exec(host, { argv: ['bash', '-c', script], asRoot: false }, { timeoutMs: 20_000, ...options }),
  };
}

/** How often somebody has logged in to a server. */
export const logins = (sshd: Sshd) => sshd.log().match(/^Accepted publickey for /gm)?.length ?? 0;

export interface OddServer {
  port: number;
  /** Connections that were made so far. */
  connections(): number;
  stop(): Promise<void>;
}

/** A server that is no SSH server: it does with a connection what it is told, by default nothing at all. */
export async function startOddServer(answer: (socket: Socket) => void = () => {}): Promise<OddServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    answer(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as { port: number }).port,
    connections: () => connections,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
