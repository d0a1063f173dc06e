import { posix } from 'node:path';
import { z } from 'zod';
import { HoldfastError } from '../../../contract/errors';
import {
  CheckStatusSchema,
  type ConnectionTest,
  type HostCheck,
  type HostCheckItem,
} from '../../../contract/host-check';
import type { HostScripts } from '../../../contract/host-scripts';
import type { Host } from '../../../contract/inventory';
import { packagesOf } from '../packages/package-directory';
import { installedScript, locationOptions } from '../packages/script-command';
import { hostCommandFailure } from '../ssh/command-failure';
import type { HostConnections } from '../ssh/connections';
import { skewOf } from './clock';
import type { HostScriptsService } from './host-scripts-service';
import { type Output, runTogether } from './run-together';
import { withStagedScripts } from './staged-scripts';

/** Milliseconds by which clocks may differ: backups are named and sorted by the host's. */
const SKEW_LIMIT = 5000;
/** Prints the host's clock in milliseconds, its operating system and its architecture. */
const DESCRIBE = 'date +%s%3N; (. /etc/os-release && echo "$PRETTY_NAME") 2>/dev/null || echo; uname -m';

/** What `check` answers on a host (docs/host-protocol.md). */
const CheckAnswerSchema = z.object({
  success: z.literal(true),
  toolVersion: z.string(),
  checks: z.array(
    z.object({
      id: z.string(),
      scope: z.enum(['host', 'package']),
      title: z.string(),
      status: CheckStatusSchema,
      message: z.string(),
      remedy: z.string().nullable(),
    }),
  ),
});

/** Looks at what hosts need. What fails is an item with a remedy; only a host that cannot be logged in to is an error. */
export class HostCheckService {
  constructor(
    private readonly connections: HostConnections,
    private readonly scripts: HostScriptsService,
    private readonly timeoutMs: number,
  ) {}

  /** Logs in and says what is there. @throws HoldfastError with the SSH codes */
  async testConnection(host: Host): Promise<ConnectionTest> {
    const started = performance.now();
    await this.#describe(host);
    const connectMs = performance.now() - started;
    const { latencyMs, operatingSystem, architecture } = await this.#describe(host);
    const sudo = await this.#sudo(host);
    return {
      host: host.name,
      user: host.user,
      connectMs: Math.max(0, connectMs - latencyMs),
      latencyMs,
      operatingSystem,
      architecture,
      sudo: { available: sudo.status === 'passed', message: sudo.message, remedy: sudo.remedy },
      scripts: sudo.status === 'passed' ? await this.scripts.status(host) : null,
    };
  }

  /** @throws HoldfastError with the SSH codes */
  async check(host: Host): Promise<HostCheck> {
    // The first command may log in: the clock and the latency are those of the second.
    await this.#describe(host);
    const { latencyMs, clockSkewMs, operatingSystem } = await this.#describe(host);
    const sudo = await this.#sudo(host);
    const checks = [
      item('ssh', 'Connection', 'passed', `Logged in as ${host.user} on ${operatingSystem ?? 'an unknown system'}.`),
      sudo,
      clock(clockSkewMs),
    ];
    let toolVersion: string | null = null;
    if (sudo.status === 'passed') {
      const scripts = await this.scripts.status(host);
      checks.push(scriptsItem(scripts));
      const { items, version } = await this.#runChecks(host, scripts);
      checks.push(...items);
      toolVersion = version;
    }
    const ready = checks.every(({ status }) => status !== 'failed');
    return { host: host.name, checkedAt: new Date().toISOString(), ready, toolVersion, latencyMs, clockSkewMs, checks };
  }

  async #describe(host: Host) {
    const started = Date.now();
    const before = performance.now();
    const argv = ['bash', '-c', DESCRIBE] as const;
    const result = await this.connections.exec(host, { argv, asRoot: false }, { timeoutMs: this.timeoutMs });
    const latencyMs = performance.now() - before;
    if (result.exitCode !== 0) throw hostCommandFailure(host, result);
    const [time = '', operatingSystem = '', architecture = ''] = result.stdout.split('\n');
    return {
      latencyMs,
      clockSkewMs: skewOf(Number(time), started, latencyMs),
      operatingSystem: operatingSystem || null,
      architecture: architecture || null,
    };
  }

  async #sudo(host: Host): Promise<HostCheckItem> {
    if (host.user === 'root') return item('sudo', 'Root rights', 'passed', 'Holdfast logs in as root.');
    const argv = ['bash', '-c', 'id -u'] as const;
    const result = await this.connections.exec(host, { argv, asRoot: true }, { timeoutMs: this.timeoutMs });
    if (result.exitCode === 0 && result.stdout.trim() === '0') {
      return item('sudo', 'Root rights', 'passed', `${host.user} may run bash as root without a password.`);
    }
    const { message, data } = hostCommandFailure(host, result);
    const remedy = data.remedy ?? `See what "sudo -n bash -c id" says to ${host.user} on the host.`;
    return item('sudo', 'Root rights', 'failed', message, remedy);
  }

  /** With the host's own scripts where they are this Holdfast's, else with a temporary copy of these. */
  async #runChecks(host: Host, { state }: HostScripts): Promise<{ items: HostCheckItem[]; version: string | null }> {
    const { connections, timeoutMs } = this;
    try {
      if (state === 'current') return await this.#runScript(host, installedScript(host));
      return await withStagedScripts(connections, host, { scripts: this.scripts.local, timeoutMs }, (folder) =>
        this.#runScript(host, posix.join(folder, 'scripts', 'es-backup-manage.sh')),
      );
    } catch (error) {
      if (!(error instanceof HoldfastError) || error.code === 'CONNECTION_LOST') throw error;
      const remedy = error.data.remedy ?? 'See the details on the host.';
      return { items: [item('checks', 'Further checks', 'failed', error.message, remedy)], version: null };
    }
  }

  async #runScript(host: Host, script: string): Promise<{ items: HostCheckItem[]; version: string | null }> {
    const packages = packagesOf(host);
    const questions = packages.map((resolved) => ({ name: resolved.name, options: locationOptions(resolved) }));
    // A host without packages still has tools and docker.
    if (questions.length === 0)
      questions.push({ name: '', options: ['--package-dir=/nonexistent/none', '--health-url='] });
    const outputs = await runTogether(
      this.connections,
      host,
      questions.map(({ options }) => ['bash', script, 'check', '--format=json', ...options]),
      { timeoutMs: this.timeoutMs },
    );
    const answers = outputs.map((output, index) => ({ name: questions[index]?.name ?? '', ...readCheck(output) }));
    const [first] = answers;
    const ofHost = (first?.found ?? [])
      .filter(({ scope }) => scope === 'host')
      .map((found) => withPackage(found, null));
    const ofPackages = answers
      .filter(({ name }) => name !== '')
      .flatMap(({ name, found }) =>
        found.filter(({ scope }) => scope === 'package').map((one) => withPackage(one, name)),
      );
    return { items: [...ofHost, ...ofPackages], version: first?.version ?? null };
  }
}

type Found = z.infer<typeof CheckAnswerSchema>['checks'][number];

/** A script that cannot check, such as one without jq, says why: that is a failed check of the host. */
function readCheck({ stdout, exitCode }: Output): { found: Found[]; version: string | null } {
  try {
    const document: unknown = JSON.parse(stdout);
    const answer = CheckAnswerSchema.safeParse(document);
    if (answer.success) return { found: answer.data.checks, version: answer.data.toolVersion };
    const { message, packages } = z
      .object({ message: z.string(), packages: z.array(z.string()).default([]) })
      .parse(document);
    const remedy =
      packages.length > 0 ? `Install it: apt-get install ${packages.join(' ')}` : 'See the log on the host.';
    return {
      found: [{ id: 'tools', scope: 'host', title: 'Tools', status: 'failed', message, remedy }],
      version: null,
    };
  } catch {
    const message = `The checks ended with exit code ${exitCode} and without an answer.`;
    const remedy = 'Run "es-backup-manage.sh check" on the host to see why.';
    return {
      found: [{ id: 'checks', scope: 'host', title: 'Further checks', status: 'failed', message, remedy }],
      version: null,
    };
  }
}

function withPackage({ scope: _, ...found }: Found, packageName: string | null): HostCheckItem {
  return { ...found, packageName };
}

function scriptsItem({ state, message, installedVersion }: HostScripts): HostCheckItem {
  if (state === 'current') return item('scripts', 'Scripts', 'passed', `${installedVersion} is installed.`);
  const remedy = state === 'newer' ? 'Update Holdfast on this machine.' : "Install Holdfast's scripts on the host.";
  return item('scripts', 'Scripts', 'warning', message, remedy);
}

function clock(skewMs: number | null): HostCheckItem {
  if (skewMs === null) {
    return item('clock', 'Clock', 'warning', 'The host did not tell its time.', 'See what "date" says on the host.');
  }
  if (Math.abs(skewMs) <= SKEW_LIMIT) return item('clock', 'Clock', 'passed', 'The clocks agree.');
  const direction = skewMs > 0 ? 'ahead of' : 'behind';
  return item(
    'clock',
    'Clock',
    'warning',
    `The host's clock is ${Math.round(Math.abs(skewMs) / 1000)} s ${direction} this machine's.`,
    'Switch time synchronisation on: timedatectl set-ntp true',
  );
}

function item(
  id: string,
  title: string,
  status: HostCheckItem['status'],
  message: string,
  remedy: string | null = null,
): HostCheckItem {
  return { id, title, status, message, remedy, packageName: null };
}
