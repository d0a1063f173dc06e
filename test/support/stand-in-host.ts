import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { EventStoreStandIn } from '../../scripts/demo/event-store.mjs';
import { createPackageCheckout, VERSIONS } from '../../scripts/demo/package-checkout.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { hostOf, type Sshd, startSshd } from './sshd';

const ROOT = join(import.meta.dirname, '../..');

/** A host with one package: a real sshd, the real scripts, real git, and the stand-in for docker, which can be held. */
export interface StandInHost {
  sshd: Sshd;
  folder: string;
  name: string;
  checkout: string;
  dataDirectory: string;
  backupDirectory: string;
  /** The inventory's host. `more` overrides fields of its package. */
  inventory(more?: object): { hosts: object[] };
  /** Makes docker's command wait until `letGo`. */
  hold(command: 'ps' | 'stop' | 'up'): void;
  letGo(): void;
  /** True when a held command waits. */
  isHeld(): boolean;
  stop(): Promise<void>;
}

export async function startStandInHost(name = 'rocket-welder'): Promise<StandInHost> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-jobs-'));
  const checkout = join(folder, 'configuration', name);
  const dataDirectory = join(folder, 'data', name);
  const backupDirectory = join(folder, 'backups');
  const docker = join(folder, 'docker');
  for (const path of [backupDirectory, docker]) mkdirSync(path, { recursive: true });
  const env = {
    PATH: `${join(ROOT, 'test/host/stand-in')}${delimiter}${process.env.PATH}`,
    STAND_IN_DOCKER: docker,
    HOLDFAST_SETTLE_SECONDS: '0',
  };
  await createPackageCheckout(checkout, { name, dataDirectory });
  new EventStoreStandIn(dataDirectory, () => undefined).create(200, VERSIONS.at(-1));
  await run('docker', ['compose', 'up', '-d'], { cwd: checkout, env: { ...process.env, ...env }, output: 'capture' });
  const sshd = await startSshd({ env });
  const go = join(folder, 'go');
  const held = join(folder, 'held');
  return {
    sshd,
    folder,
    name,
    checkout,
    dataDirectory,
    backupDirectory,
    inventory: (more = {}) => ({
      hosts: [
        hostOf(sshd, {
          name: 'press-line-1',
          packages: [
            {
              repositoryLocation: `/data/${name}`,
              hostRepositoriesRoot: join(folder, 'configuration'),
              backupEnabled: true,
              backupScriptPath: join(ROOT, 'scripts/host/es-backup-manage.sh'),
              backupDirectory,
              dataDirectory,
              healthUrl: null,
              logFile: join(folder, 'maintenance.log'),
              ...more,
            },
          ],
        }),
      ],
    }),
    hold(command) {
      rmSync(go, { force: true });
      rmSync(held, { force: true });
      const script = join(docker, `on-${command}`);
      writeFileSync(script, `#!/bin/sh\ntouch "${held}"\nwhile [ ! -e "${go}" ]; do sleep 0.05; done\n`);
      chmodSync(script, 0o755);
    },
    letGo() {
      writeFileSync(go, '');
      for (const command of ['ps', 'stop', 'up']) rmSync(join(docker, `on-${command}`), { force: true });
    },
    isHeld: () => existsSync(held),
    async stop() {
      await sshd.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
