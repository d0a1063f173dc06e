import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HoldfastError } from '../contract/errors';
import { verifyAudit } from './commands/audit';
import type { CommandResult } from './commands/command';
import { createToken, listTokens, revokeToken } from './commands/token';
import { UsageError } from './options';
import { defaultDataDirectory } from './platform/data-directory';

const USAGE = `Usage: holdfast COMMAND [--data-dir FOLDER] [--format text|json]

  audit verify                        prove that no entry of the audit record was changed or removed
  token list                          list the tokens that may use REST
  token create NAME [--scope SCOPE]   create a token (read, operate or admin; default: read) and show it once
  token revoke NAME                   revoke a token
`;
/** Exit code of wrong usage, as in docs/host-protocol.md. */
const EXIT_USAGE = 64;

/** Commands on the data folder that need neither a window nor a server; `serve` and the window may be running. */
async function main(args: string[]): Promise<void> {
  const { words, dataDirectory, json, scope } = parse(args);
  const { document, text, exitCode } = await run(words, dataDirectory, scope);
  process.stdout.write(json ? `${JSON.stringify(document)}\n` : `${text}\n`);
  process.exitCode = exitCode;
}

async function run(words: string[], dataDirectory: string, scope: string): Promise<CommandResult> {
  const [area, verb, name] = words;
  if (area === 'token' && words.length === (verb === 'list' ? 2 : 3)) {
    if (verb === 'list') return listTokens(dataDirectory);
    if (verb === 'create' && name !== undefined) return createToken(dataDirectory, name, scope);
    if (verb === 'revoke' && name !== undefined) return revokeToken(dataDirectory, name);
  }
  switch (words.join(' ')) {
    case 'audit verify':
      return verifyAudit(dataDirectory);
    case '':
      return { document: { usage: USAGE }, text: USAGE.trimEnd(), exitCode: EXIT_USAGE };
    default:
      throw new UsageError(`there is no command "${words.join(' ')}"\n\n${USAGE}`);
  }
}

function parse(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'data-dir': { type: 'string' }, format: { type: 'string' }, scope: { type: 'string' } },
    });
    const { format = 'text', 'data-dir': folder, scope = 'read' } = values;
    if (format !== 'text' && format !== 'json') throw new Error('--format must be text or json');
    return {
      words: positionals,
      dataDirectory: folder ? resolve(folder) : defaultDataDirectory(),
      json: format === 'json',
      scope,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`holdfast: ${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof UsageError) process.exitCode = EXIT_USAGE;
  else process.exitCode = error instanceof HoldfastError && error.code === 'BAD_REQUEST' ? 65 : 1;
});
