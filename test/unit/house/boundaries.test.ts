import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** Files that each import one thing, and whether the house's rules let them: arrows point inward. */
const IMPORTS: [path: string, from: string, allowed: boolean][] = [
  ['src/contract/a.ts', 'electron', false],
  ['src/contract/b.ts', 'react', false],
  ['src/contract/c.ts', 'fastify', false],
  ['src/contract/d.ts', '../main/router', false],
  ['src/contract/e.ts', 'zod', true],
  ['src/contract/f.ts', '../main/services/x', false],
  ['src/main/services/x/a.ts', 'electron', false],
  ['src/main/services/x/b.ts', 'electron/main', false],
  ['src/main/services/x/c.ts', 'electron-store', false],
  ['src/main/services/x/d.ts', 'react-dom/client', false],
  ['src/main/services/x/e.ts', '@orpc/server/fastify', false],
  ['src/main/services/x/f.ts', '@fastify/static', false],
  ['src/main/services/x/g.ts', '../../transport/http/server', false],
  ['src/main/services/x/h.ts', '../../router', false],
  ['src/main/services/x/i.ts', '../../../renderer/client', false],
  ['src/main/services/x/j.ts', 'ssh2', true],
  ['src/main/services/x/k.ts', '../../../contract/backups', true],
  ['src/main/services/x/l.ts', '@orpc/client', false],
  ['src/main/services/x/m.ts', '@electron/remote', false],
  ['src/main/services/x/n.ts', '../../platform/electron', false],
  ['src/main/services/x/o.ts', '../../window/window', false],
  ['src/main/services/x/p.ts', '../../platform/platform', true],
  ['src/main/platform/a.ts', 'electron', true],
  ['src/renderer/a.ts', 'react', true],
];

it('refuses imports that point outward', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-lint-'));
  const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
  for (const [path, from] of IMPORTS) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `import x from '${from}';\n\nexport const y = x;\n`);
  }
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const args = ['lint', '--reporter=github', '--max-diagnostics=none', 'src'];
  const { status, stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const refused = IMPORTS.map(([path]) => path).filter((path) => stdout.includes(`${folder}/${path},`));
  expect(refused).toEqual(IMPORTS.filter(([, , allowed]) => !allowed).map(([path]) => path));
  expect(status).not.toBe(0);
});
