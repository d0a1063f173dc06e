import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { UploadFile } from '../ssh/connections';

/** The scripts as this Holdfast has them: what `host install` puts on hosts. */
export interface LocalScripts {
  /** Tool version and the beginning of the manifest's sha256, such as `0.1.0-3f2a91c05d7e`. */
  version: string;
  toolVersion: string;
  files: readonly UploadFile[];
}

/**
 * Finds scripts/host above the running code: from the sources, from the build and in a packaged application alike,
 * which all have it at the same place of their tree.
 */
export function findScriptsFolder(from: string = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const scripts = join(folder, 'scripts', 'host');
    if (existsSync(join(scripts, 'es-backup-manage.sh'))) return scripts;
    if (folder === dirname(folder)) throw new Error(`scripts/host is missing above ${from}`);
  }
}

/** Reads the scripts. The manifest is the one that lib/installed-versions.sh makes on the host. */
export function readLocalScripts(folder: string = findScriptsFolder()): LocalScripts {
  const files = filesBelow(folder)
    .map((path) => ({ path: relative(folder, path).split(sep).join('/'), content: readFileSync(path) }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  const manifest = files.map(({ path, content }) => `${sha256(content)}  ${path}\n`).join('');
  const load = files.find(({ path }) => path === 'lib/load.sh')?.content.toString() ?? '';
  const toolVersion = /^readonly TOOL_VERSION=(\S+)$/m.exec(load)?.[1];
  if (toolVersion === undefined) throw new Error(`${folder} has no TOOL_VERSION`);
  return { version: `${toolVersion}-${sha256(manifest).slice(0, 12)}`, toolVersion, files };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'MANIFEST') return [];
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');
