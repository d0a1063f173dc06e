import { join } from 'node:path';
import { HoldfastError } from '../contract/errors';
import { createApplication } from './application';
import { createLog } from './log';
import { parseOptions, UsageError } from './options';
import { whenParentEnds } from './parent';
import { defaultDataDirectory } from './platform/data-directory';
import { nodePlatform } from './platform/node';
import { startHttpServer } from './transport/http/server';
import { restToken } from './transport/http/token';

/** Exit codes as in docs/host-protocol.md: 64 wrong usage, 65 bad configuration, 1 anything else. */
const EXIT_USAGE = 64;
const EXIT_CONFIGURATION = 65;
/** Milliseconds after which an end that was asked for is forced. */
const SHUTDOWN_LIMIT = 4000;

/**
 * Holdfast without Electron: the same application behind REST and the page. The only line on stdout
 * is `{"url","token"}`, written when the server answers.
 */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), { strict: true });
  const dataDirectory = options.dataDirectory ?? defaultDataDirectory();
  const platform = nodePlatform(dataDirectory);
  const log = createLog(dataDirectory);
  const application = createApplication(platform, options, log);
  const token = restToken(dataDirectory);
  const server = await startHttpServer(application, {
    port: options.port,
    token,
    pageDirectory: join(__dirname, '../renderer'),
    listen: options.listen,
  });
  application.rest.runAlways(server);

  const end = async (signal: string) => {
    log.info({ signal }, 'Holdfast ends');
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT).unref();
    await application.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => end(signal));
  if (options.demo) whenParentEnds(() => end('the end of the demo'));

  process.stdout.write(`${JSON.stringify({ url: server.url, token })}\n`);
  log.info({ url: server.url, dataDirectory }, 'Holdfast answers');
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`holdfast: ${message}\n`);
  if (error instanceof UsageError) process.exit(EXIT_USAGE);
  process.exit(error instanceof HoldfastError && error.code === 'BAD_REQUEST' ? EXIT_CONFIGURATION : 1);
});
