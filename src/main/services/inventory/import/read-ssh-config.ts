import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import SSHConfig from 'ssh-config';
import { HoldfastError } from '../../../../contract/errors';
import type { Candidate, Candidates } from './candidates';
import { expandIncludes } from './expand-includes';

type Computed = Record<string, string | string[] | undefined>;

/**
 * Reads an OpenSSH client configuration: a host for each name without wildcards, with everything that applies to it.
 * Without files it is `~/.ssh/config`. No command of it is run.
 */
export function readSshConfig(files: readonly { name: string; text: string }[], home: string): Candidates {
  const problems: string[] = [];
  const text = files.length > 0 ? files.map((file) => file.text).join('\nHost *\n') : ownConfig(home);
  const config = SSHConfig.parse(expandIncludes(text, { home, onProblem: (problem) => problems.push(problem) }));
  const names = [
    ...new Set(config.flatMap((line) => ('param' in line && /^host$/i.test(line.param) ? namesOf(line.value) : []))),
  ];
  const candidates = names.map((name) =>
    hostOf(name, config.compute(name, { ignoreCase: true, matchExec: false }), names),
  );
  if (names.length === 0)
    problems.push('It names no host: "Host" lines with wildcards only apply to hosts that are named.');
  return { candidates, problems: [...new Set(problems)] };
}

function ownConfig(home: string): string {
  const file = join(home, '.ssh', 'config');
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'cannot be read';
    throw new HoldfastError('BAD_REQUEST', `~/.ssh/config ${reason}.`, {}, { cause });
  }
}

function namesOf(value: string | { val: string }[]): string[] {
  const patterns = typeof value === 'string' ? [value] : value.map(({ val }) => val);
  return patterns.filter((pattern) => !/[*?!]/.test(pattern));
}

function hostOf(name: string, computed: Computed, names: string[]): Candidate {
  const problems: string[] = [];
  const address = first(computed.hostname)?.replaceAll('%h', name).replaceAll('%%', '%') ?? name;
  const user = first(computed.user) ?? userInfo().username;
  const port = first(computed.port);
  if (first(computed.proxycommand) !== undefined && !/^none$/i.test(first(computed.proxycommand) ?? '')) {
    problems.push('ProxyCommand is not supported: use a jump host.');
  }
  const fields = {
    name,
    address,
    user,
    ...(port === undefined ? {} : { port: Number(port) }),
    auth: authOf(computed, { name, address, user }),
    jumpHost: jumpHostOf(first(computed.proxyjump), names, problems),
  };
  return { kind: 'host', host: name, fields, problems };
}

function authOf(computed: Computed, host: { name: string; address: string; user: string }) {
  const [preferred] = first(computed.preferredauthentications)?.split(',') ?? [];
  if (preferred === 'password' || preferred === 'keyboard-interactive') return { method: 'password' };
  const key = first(computed.identityfile);
  if (key === undefined || /^none$/i.test(key)) return { method: 'agent' };
  const tokens: Record<string, string> = {
    d: '~',
    h: host.address,
    n: host.name,
    r: host.user,
    u: userInfo().username,
    '%': '%',
  };
  return { method: 'privateKey', keyPath: key.replace(/%(.)/g, (whole, token: string) => tokens[token] ?? whole) };
}

/** A jump host is another host of the inventory: here, one that the configuration names too. */
function jumpHostOf(proxyJump: string | undefined, names: string[], problems: string[]): string | null {
  if (proxyJump === undefined || /^none$/i.test(proxyJump)) return null;
  const hops = proxyJump.split(',').map((hop) => hop.trim());
  const last = hops.at(-1) ?? '';
  const jump = last
    .replace(/^ssh:\/\//, '')
    .replace(/^[^@]*@/, '')
    .replace(/:\d+$/, '');
  if (!names.includes(jump))
    problems.push(`It goes through ${last}, which is not named as a host here: add "${jump}" to the inventory first.`);
  else problems.push(`It goes through "${jump}": choose that host too, unless it is known already.`);
  if (hops.length > 1)
    problems.push(`It goes through ${hops.join(', then ')}: set the jump host of "${jump}" accordingly.`);
  return jump;
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
