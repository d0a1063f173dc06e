import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a user's copy of Holdfast holds of others: name, version, licence. Optional packages are bonuses that nothing needs.
 * @param {string} root
 * @returns {{name: string, version: string, licence: string, optional: boolean, installScript: boolean}[]}
 */
export function productionPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const seen = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.dev || entry.devOptional) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = entry.license ?? declaredLicence(join(root, path, 'package.json'));
    seen.set(`${name}@${entry.version}`, {
      name,
      version: entry.version,
      licence,
      optional: entry.optional === true,
      installScript: entry.hasInstallScript === true,
    });
  }
  return [...seen.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** Old packages have a list of them. */
function declaredLicence(manifest) {
  if (!existsSync(manifest)) return 'unknown';
  const { license, licenses } = JSON.parse(readFileSync(manifest, 'utf8'));
  return license ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'unknown';
}

/** The list as docs/licences.md has it. */
export function licenceList(packages) {
  const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return `# Licences

What the application is made of besides its own code (MIT), written by \`npm run licences\`. Electron and Chromium have their own
lists beside the packaged binary. No package needs its install script: \`.npmrc\` switches them off.

| package | version | licence |
|---|---|---|
${rows.join('\n')}
`;
}
