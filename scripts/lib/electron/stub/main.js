// Does for a packaged Electron what Electron's own default application does for the unpackaged one: runs the
// application folder that is the first argument, with its name, version and path. Without one, the folder
// that is recorded beside this file.
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
const folder =
  named !== undefined && existsSync(join(resolve(named), 'package.json'))
    ? resolve(named)
    : readFileSync(join(__dirname, 'application-folder'), 'utf8').trim();

const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
app.name = manifest.productName ?? manifest.name;
if (manifest.version) app.setVersion(manifest.version);
app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
app.setAppPath(folder);
require(folder);
