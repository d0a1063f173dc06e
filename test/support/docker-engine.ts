import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A Docker engine of the tests' own. */
export interface DockerEngine {
  /** DOCKER_HOST and DOCKER_CONFIG, which lead docker's CLI to it. */
  env: { DOCKER_HOST: string; DOCKER_CONFIG: string };
  docker(...args: string[]): string;
  /** Kills dockerd, as a crash would: its containers go on without it. */
  crash(): Promise<void>;
  /** Starts it again after a crash. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds that the engine may take to answer. */
const START_LIMIT = 180_000;

/**
 * Starts a real `dockerd` with its own data root and socket, without a bridge or firewall rules, and loads
 * the EventStore stand-in as the image `holdfast-stand-in` with the given tags. Needs root and Debian's
 * docker.io and busybox-static.
 */
export async function startDockerEngine(tags: string[]): Promise<DockerEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-docker-'));
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'holdfast', 'docker-config');
  execFileSync('bash', [join(import.meta.dirname, 'compose-plugin.sh'), cache], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const env = { DOCKER_HOST: `unix://${folder}/docker.sock`, DOCKER_CONFIG: cache };
  const docker = (...args: string[]) =>
    execFileSync('docker', args, {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  const log = openSync(join(folder, 'log'), 'a');
  let engine: ChildProcess;
  let ended: Promise<void>;
  const launch = async () => {
    engine = spawn(
      'dockerd',
      [
        '--iptables=false',
        '--ip6tables=false',
        '--bridge=none',
        '--storage-driver=vfs',
        `--data-root=${folder}/data`,
        `--exec-root=${folder}/exec`,
        `--pidfile=${folder}/pid`,
        `--host=${env.DOCKER_HOST}`,
      ],
      { stdio: ['ignore', log, log] },
    );
    ended = new Promise<void>((resolve) => engine.once('exit', () => resolve()));
    await answering(docker, () => engine.exitCode !== null);
  };
  const crash = async () => {
    const containerd = Number(readFileSync(`${folder}/exec/containerd/containerd.pid`, 'utf8'));
    engine.kill('SIGKILL');
    await ended;
    // It goes with its dockerd, a moment later: until then a new one would take it for its own.
    while (existsSync(`/proc/${containerd}`)) await delay(20);
  };
  const restart = async () => {
    rmSync(`${folder}/pid`, { force: true });
    await launch();
  };
  const stop = async () => {
    // containerd and the containers are this engine's own, and would outlive a dockerd that was killed.
    if (engine.exitCode !== null || engine.signalCode !== null) await restart();
    const containers = docker('ps', '--all', '--quiet').split('\n').filter(Boolean);
    if (containers.length > 0) docker('rm', '--force', ...containers);
    engine.kill('SIGTERM');
    await ended;
    closeSync(log);
    unmountBelow(folder);
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    await launch();
    loadImage(folder, docker, tags);
  } catch (error) {
    const said = readFileSync(join(folder, 'log'), 'utf8').slice(-2000);
    await stop().catch(() => {});
    throw new Error(`the Docker engine cannot be used: ${error}\n${said}`);
  }
  return { env, docker, crash, restart, stop };
}

/** An engine leaves the host's network namespace mounted, and one that was killed its data root, too. */
function unmountBelow(folder: string): void {
  const mountPoints = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((path) => path.startsWith(`${folder}/`));
  for (const path of mountPoints.reverse()) spawnSync('umount', ['--lazy', path], { stdio: 'ignore' });
}

async function answering(docker: DockerEngine['docker'], ended: () => boolean): Promise<void> {
  for (const limit = Date.now() + START_LIMIT; ; await delay(200)) {
    try {
      docker('info');
      return;
    } catch (error) {
      if (ended() || Date.now() > limit) throw error;
    }
  }
}

/** An image of busybox and the stand-in; tags, not contents, tell versions apart. */
function loadImage(folder: string, docker: DockerEngine['docker'], tags: string[]): void {
  const root = join(folder, 'image');
  mkdirSync(join(root, 'bin'), { recursive: true });
  for (const name of ['tmp', 'www', 'data']) mkdirSync(join(root, name));
  copyFileSync('/bin/busybox', join(root, 'bin/busybox'));
  for (const applet of ['sh', 'httpd', 'stat', 'head', 'sleep', 'cp', 'rm', 'mkdir']) {
    symlinkSync('busybox', join(root, 'bin', applet));
  }
  copyFileSync(join(import.meta.dirname, 'eventstore-stand-in.sh'), join(root, 'eventstore'));
  const archive = join(folder, 'image.tar');
  execFileSync('tar', ['-C', root, '-cf', archive, '.']);
  for (const tag of tags) {
    docker(
      'import',
      '--change',
      'CMD ["/bin/sh", "/eventstore"]',
      '--change',
      `ENV VERSION=${tag}`,
      archive,
      `holdfast-stand-in:${tag}`,
    );
  }
}
