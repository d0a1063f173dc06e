import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type Conf from 'conf';
import { HoldfastError } from '../../contract/errors';
import type { DocumentStore, KeptAside } from './platform';

/** Options of `conf` and `electron-store` alike for one document of the data folder. */
export function storeOptions(dataDirectory: string, name: string) {
  return {
    cwd: dataDirectory,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
    configName: name,
    name,
  };
}

/** `conf` writes to a temporary file, syncs it and renames it: a crash leaves the old or the new document. */
export function documentStore(conf: Conf<Record<string, unknown>>): DocumentStore {
  return {
    read: () => ({ ...conf.store }),
    write: (document) => {
      try {
        conf.store = document;
      } catch (error) {
        throw notWritten(conf.path, error);
      }
    },
  };
}

/**
 * Keeps a document aside that is no JSON object, as a broken disk or a program that is not ours leaves it, so that the
 * application starts with defaults. A document that is one, but has a wrong field, is left: that is for its reader to say.
 */
export function keepCorruptAside(dataDirectory: string, name: string, onKept: (kept: KeptAside) => void): void {
  const file = join(dataDirectory, `${name}.json`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (isObject(text)) return;
  const stamp = new Date().toISOString().replace(/[-:]/g, '').replace(/\..*/, '');
  const keptIn = `${file}.corrupt-${stamp}`;
  // The power failing right after it: no document, which is what a corrupt one counts as.
  renameSync(file, keptIn);
  onKept({ document: name, keptIn });
}

function isObject(text: string): boolean {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null && !Array.isArray(document);
  } catch {
    return false;
  }
}

/** The document on disk is the old one: nothing is half written. */
function notWritten(file: string, error: unknown): HoldfastError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const why = full ? 'the disk of this computer is full' : `it cannot be written (${code})`;
  const name = file.split(/[\\/]/).at(-1);
  return new HoldfastError(
    'LOCAL_STORE_FAILED',
    `The change was not saved: ${name}: ${why}.`,
    { remedy: full ? 'Free some space on this computer, then try again.' : "Make Holdfast's data folder writable." },
    { cause: error },
  );
}
