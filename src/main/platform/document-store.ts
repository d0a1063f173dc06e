import type Conf from 'conf';
import type { DocumentStore } from './platform';

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
      conf.store = document;
    },
  };
}
