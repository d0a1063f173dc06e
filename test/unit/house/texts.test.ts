import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst, transformWithEsbuild } from 'vite';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** Attributes and properties that antd, the browser or a screen reader shows. */
const SHOWN = new Set(
  [
    ...['title', 'subTitle', 'label', 'description', 'placeholder', 'alt', 'extra', 'content', 'children', 'tooltip'],
    ...['okText', 'cancelText', 'emptyText', 'message', 'help', 'header', 'footer', 'prefix', 'suffix', 'addonAfter'],
    ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'checkedChildren'],
  ].map((name) => name.toLowerCase()),
);

interface Node {
  type: string;
  [field: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

/** The text of a literal or template that has letters, else undefined. */
function words(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node.value === 'string') return letters(node.value);
  if (node.type === 'JSXText') return letters(String(node.value));
  if (node.type === 'JSXExpressionContainer') return words(node.expression);
  if (node.type === 'ConditionalExpression') return words(node.consequent) ?? words(node.alternate);
  if (node.type === 'LogicalExpression') return words(node.right) ?? words(node.left);
  if (node.type !== 'TemplateLiteral') return undefined;
  return letters((node.quasis as { value: { raw: string } }[]).map(({ value }) => value.raw).join(' '));
}

const letters = (text: string) => (/\p{L}{2}/u.test(text) ? text.trim() : undefined);
const nameOf = (key: unknown) => String((key as { name?: string; value?: string })?.name ?? (key as Node)?.value);

/** Every text that is written in the code where it is shown, instead of in the catalogue. */
function literals(node: unknown, found: string[] = []): string[] {
  if (Array.isArray(node)) for (const child of node) literals(child, found);
  if (!isNode(node)) return found;
  const shownHere =
    (node.type === 'JSXAttribute' && SHOWN.has(nameOf(node.name).toLowerCase()) && words(node.value)) ||
    (node.type === 'Property' && SHOWN.has(nameOf(node.key).toLowerCase()) && words(node.value)) ||
    (/^JSX(Element|Fragment)$/.test(node.type) && (node.children as unknown[]).map(words).find(Boolean));
  if (shownHere) found.push(shownHere);
  for (const child of Object.values(node)) if (typeof child === 'object') literals(child, found);
  return found;
}

async function literalsOf(code: string, path: string): Promise<string[]> {
  const { code: plain } = await transformWithEsbuild(code, path, { jsx: 'preserve', sourcemap: false });
  return literals(parseAst(plain, { jsx: true }));
}

describe('texts', () => {
  it('are all in the catalogue', async () => {
    const files = readdirSync(join(ROOT, 'src/renderer'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.tsx'),
    );
    expect(files.length).toBeGreaterThan(20);
    const found = files.map(async (path) => {
      const texts = await literalsOf(readFileSync(join(ROOT, 'src/renderer', path), 'utf8'), path);
      return texts.map((text) => `${path}: ${text}`);
    });
    expect((await Promise.all(found)).flat()).toEqual([]);
  });

  it.each([
    ['<p>Hello</p>', 'Hello'],
    ['<p>{busy ? "Wait" : t("x")}</p>', 'Wait'],
    ['<a title="Go on" />', 'Go on'],
    ['<a aria-label={`Go to here`} />', 'Go to here'],
    ['[{ key: "a", label: "Version" }]', 'Version'],
    ['<><b /> and more</>', 'and more'],
  ])('are found where they are not: %s', async (code, text) => {
    expect(await literalsOf(`export const x = ${code};`, 'x.tsx')).toEqual([text]);
  });

  it.each(['<p>{t("backups:title")}</p>', '<a className="wide" title={t("x")} />', '<b>{count} / {total}</b>'])(
    'may come from it: %s',
    async (code) => {
      expect(await literalsOf(`export const x = ${code};`, 'x.tsx')).toEqual([]);
    },
  );
});
