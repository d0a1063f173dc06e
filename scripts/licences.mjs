import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceList, productionPackages } from './lib/licences.mjs';
import { ROOT } from './lib/project.mjs';

/** `npm run licences`: writes docs/licences.md from package-lock.json. */
const packages = productionPackages(ROOT).filter(({ licence }) => licence !== 'unknown');
writeFileSync(join(ROOT, 'docs/licences.md'), licenceList(packages));
console.log(`docs/licences.md lists ${packages.length} packages`);
