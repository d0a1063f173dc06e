import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { glob } from 'ssh-config';

/** As in OpenSSH. */
const DEPTH = 16;

/** What Include needs to know. */
export interface IncludeContext {
  /** What `~` stands for. */
  home: string;
  /** Told about a file that cannot be read. */
  onProblem: (problem: string) => void;
}

/**
 * Puts the content of included files in the place of `Include` lines. Relative paths are below `~/.ssh`, and names may
 * hold wildcards, as ssh_config(5) says. After each, the section that it stood in goes on.
 */
export function expandIncludes(text: string, context: IncludeContext, depth = 0): string {
  let section = 'Host *';
  return text
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, keyword = '', rest = ''] = /^\s*(\w+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? [];
      if (/^(host|match)$/i.test(keyword)) section = line;
      if (!/^include$/i.test(keyword)) return [line];
      if (depth >= DEPTH) {
        context.onProblem('Files include each other too deeply; the innermost were not read.');
        return [];
      }
      const paths = (rest.match(/"[^"]*"|\S+/g) ?? []).map((path) => path.replace(/^"(.*)"$/, '$1'));
      const contents = paths.flatMap((path) => filesOf(path, context)).flatMap((file) => contentOf(file, context));
      return [...contents.map((content) => expandIncludes(content, context, depth + 1)), section];
    })
    .join('\n');
}

function filesOf(path: string, { home }: IncludeContext): string[] {
  const expanded = path.replace(/^~(?=\/|$)/, home);
  const absolute = isAbsolute(expanded) ? expanded : join(home, '.ssh', expanded);
  if (!/[*?]/.test(absolute)) return [absolute];
  const folder = dirname(absolute);
  try {
    return readdirSync(folder)
      .filter((name) => glob(basename(absolute), name))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    // OpenSSH, too, takes wildcards that match nothing for no files.
    return [];
  }
}

function contentOf(file: string, { onProblem }: IncludeContext): string[] {
  try {
    return [readFileSync(file, 'utf8')];
  } catch (error) {
    onProblem(`The included file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    return [];
  }
}
