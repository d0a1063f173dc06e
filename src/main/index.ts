import { join } from 'node:path';
import { app, dialog } from 'electron';
import { type Application, createApplication } from './application';
import { createLog } from './log';
import { type Options, parseOptions } from './options';
import { whenParentEnds } from './parent';
import { defaultDataDirectory } from './platform/data-directory';
import { electronPlatform } from './platform/electron';
import { serveMessagePorts } from './transport/electron-port';
import { restToken } from './transport/http/token';
import { furnish } from './window/desktop';
import { lockDown } from './window/lock-down';
import { PAGE_ORIGIN, registerPageScheme, servePageFiles } from './window/page-protocol';
import { openWindow } from './window/window';

/** As in docs/host-protocol.md. */
const EXIT_USAGE = 64;

const options = readOptions();
const dataDirectory = options.dataDirectory ?? defaultDataDirectory();
// Chromium's own files go there too: a data folder isolates everything.
app.setPath('userData', dataDirectory);
// Every renderer there will ever be, whatever a window says. As root Chromium cannot: tests say so by its own flag.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerPageScheme();

function readOptions(): Options {
  try {
    return parseOptions(process.argv.slice(1), { strict: false });
  } catch (error) {
    process.stderr.write(`holdfast: ${messageOf(error)}\n`);
    // At once: Electron's own answer to an error here is a stack trace in a dialog.
    process.exit(EXIT_USAGE);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Everything that needs Electron to be ready. */
async function start(): Promise<void> {
  const log = createLog(dataDirectory);
  const application = createApplication(electronPlatform(dataDirectory), options, log);
  servePageFiles(join(__dirname, '../renderer'));
  lockDown(log);
  serveMessagePorts(application, PAGE_ORIGIN);
  await startRest(application).catch((error: unknown) => log.error({ err: error }, 'REST is on and cannot answer'));
  const window = openWindow(join(__dirname, '../preload/index.js'), application.platform.openStore('window'));
  furnish(window, application);

  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    application
      .close()
      .catch((error: unknown) => log.error({ err: error }, 'Connections could not be closed'))
      .finally(() => app.exit(0));
  });
  log.info({ dataDirectory }, 'Holdfast is open');
}

/** REST beside the window: off until the operator switches it on. */
async function startRest(application: Application): Promise<void> {
  const pageDirectory = join(__dirname, '../renderer');
  await application.rest.makeSwitchable(async (port) => {
    // Loaded when it is wanted: most windows never need a server.
    await import('./transport/http/node-18');
    const { startHttpServer } = await import('./transport/http/server');
    return startHttpServer(application, { port, token: restToken(dataDirectory), pageDirectory });
  });
}

app.on('window-all-closed', () => app.quit());
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => app.quit());
if (options.demo) whenParentEnds(() => app.quit());

if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      // To a terminal too, before the dialog, which waits for somebody to see it.
      process.stderr.write(`holdfast: ${messageOf(error)}\n`);
      dialog.showErrorBox('Holdfast cannot start', messageOf(error));
      app.exit(1);
    });
} else {
  // The running instance shows its window instead.
  app.quit();
}
