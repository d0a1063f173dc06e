import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAND_INS = join(import.meta.dirname, 'autoupdater');

/** Puts stand-ins of AutoUpdater's own scripts into a package's folder, with its own backup folder. */
export function writeAutoUpdaterScripts(folder: string, backupDirectory: string): void {
  for (const name of readdirSync(STAND_INS)) {
    const script = readFileSync(join(STAND_INS, name), 'utf8').replace('/var/docker/data/backups', backupDirectory);
    writeFileSync(join(folder, name), script, { mode: 0o755 });
  }
}
