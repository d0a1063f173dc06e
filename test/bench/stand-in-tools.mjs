import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A folder for the front of PATH with a stand-in for docker, which is not what is measured: it takes a stop and a
 * start for done.
 */
export function standInDocker(directory) {
  const state = join(directory, 'state');
  return folderOf(
    directory,
    {
      docker: `case " $* " in
*' ps '*) read -r state <'${state}' || :
  printf '{"Service":"eventstore.db","Name":"eventstore","State":"%s","ExitCode":0,"Health":""}\\n' "\${state:-running}" ;;
*' stop '*) echo exited >'${state}' ;;
*' up '*) echo running >'${state}' ;;
esac`,
    },
    { [state]: 'running\n' },
  );
}

/**
 * A folder with tools that do as if: nothing is flushed to the disk, and no sha256 is computed. For finding out what
 * these cost, never for anything else.
 */
export function withoutDurability(directory) {
  // Of stdin, or of the files that are named after the options.
  const constant = `[ "$1" != dgst ] || shift; while :; do case \${1:-} in -*) shift ;; *) break ;; esac; done
[ $# -gt 0 ] || { cat >/dev/null; set -- -; }
for name; do printf '%064d *%s\\n' 0 "$name"; done`;
  return folderOf(directory, { sync: ':', openssl: constant, sha256sum: constant });
}

function folderOf(directory, commands, files = {}) {
  mkdirSync(directory);
  for (const [name, text] of Object.entries(commands)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(directory, name), 0o755);
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(name, text);
  return directory;
}
