import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';

const SCHEME = 'holdfast';
/** The page's origin. A scheme of its own gives it no access to `file:`. */
export const PAGE_ORIGIN = `${SCHEME}://app`;

/** Must run before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page's files, and nothing outside their folder. */
export function servePageFiles(directory: string): void {
  protocol.handle(SCHEME, (request) => {
    const { host, pathname } = new URL(request.url);
    const file = normalize(join(directory, decodeURIComponent(pathname)));
    if (host !== 'app' || !file.startsWith(directory + sep)) return new Response(null, { status: 404 });
    return net.fetch(pathToFileURL(file).toString());
  });
}
