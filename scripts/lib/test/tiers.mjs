import { runEndToEnd } from './e2e-tier.mjs';
import { runHostTests } from './host-tier.mjs';
import { runVitest } from './vitest-tier.mjs';

/** What the host scripts need; igzip and pigz so that the fast paths are tested too. */
const HOST_TOOLS = ['git', 'jq', 'flock', 'tar', 'curl', 'igzip', 'pigz'];
/** A real SSH server and a real Docker engine. */
const SERVER_TOOLS = ['ssh', 'ssh-agent', 'sshd', 'dockerd', 'busybox'];

/**
 * The tests from the quickest to the slowest.
 * @typedef {{name: string, title: string, tools: string[], run: () => Promise<import('./counts.mjs').Counts>}} Tier
 * @type {Tier[]}
 */
export const TIERS = [
  { name: 'unit', title: 'the unit tests', tools: ['git', 'openssl'], run: () => runVitest('unit') },
  {
    name: 'host',
    title: 'the tests of the host scripts',
    tools: [...HOST_TOOLS, 'parallel', 'shellcheck'],
    run: runHostTests,
  },
  {
    name: 'integration',
    title: 'the integration tests',
    tools: [...HOST_TOOLS, ...SERVER_TOOLS],
    run: () => runVitest('integration'),
  },
  {
    name: 'e2e',
    title: 'the end-to-end tests',
    tools: [...HOST_TOOLS, ...SERVER_TOOLS, 'Xvfb', 'chromium', 'fonts', 'electron-libraries'],
    run: runEndToEnd,
  },
];

/**
 * The tiers that a command line asks for, in their own order; all of them when it names none.
 * @throws for a name that is no tier
 */
export function chooseTiers(names) {
  const unknown = names.filter((name) => !TIERS.some((tier) => tier.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no tier "${unknown.join('", "')}"; there are ${TIERS.map(({ name }) => name).join(', ')}`,
    );
  }
  return names.length === 0 ? TIERS : TIERS.filter(({ name }) => names.includes(name));
}
