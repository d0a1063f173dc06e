import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

const SCHEME = 'holdfast';
/** The page's origin. A scheme of its own gives it no access to `file:`. */
export const PAGE_ORIGIN = `${SCHEME}://app`;

/** What the build writes. */
const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** As in index.html, and what a page cannot say of itself. antd writes its styles at run time. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
};

/** Must run before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page's files, and nothing outside their folder. */
export function servePageFiles(directory: string): void {
  protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    const file = normalize(join(directory, decodeURIComponent(pathname)));
    const mediaType = MEDIA_TYPES[extname(file)];
    if (host !== 'app' || !file.startsWith(directory + sep) || mediaType === undefined) return nothing();
    try {
      const content = await readFile(file);
      return new Response(new Uint8Array(content), { headers: { ...HEADERS, 'Content-Type': mediaType } });
    } catch {
      // It is not there: the page says which of its files it misses.
      return nothing();
    }
  });
}

const nothing = () => new Response(null, { status: 404, headers: HEADERS });
