import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { splitLines } from '../../../src/main/services/ssh/split-lines';

/** What is told of chunks as they come from the network. */
async function told(chunks: (string | Buffer)[], longest?: number) {
  const stream = new PassThrough();
  const lines: (string | undefined)[] = [];
  const finish = splitLines(stream, (line) => lines.push(line), longest);
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await finished(stream);
  const whole = [...lines];
  finish();
  return { whole, all: lines };
}

it('tells whole lines only, whatever the chunks are', async () => {
  expect(await told(['one\ntw', 'o\n\nth', 'ree\n'])).toEqual({
    whole: ['one', 'two', '', 'three'],
    all: ['one', 'two', '', 'three'],
  });
  expect(await told(['one\ncut of'])).toEqual({ whole: ['one'], all: ['one', 'cut of'] });
  expect(await told([])).toEqual({ whole: [], all: [] });
});

it('reads characters that are cut between two chunks', async () => {
  const bytes = Buffer.from('zażółć 🎉\n');
  expect((await told([...bytes].map((byte) => Buffer.from([byte])))).whole).toEqual(['zażółć 🎉']);
});

it('passes over a line that is too long, and counts it', async () => {
  const { whole } = await told(['short\n', 'x'.repeat(50), 'x'.repeat(60), '\nnext\n', '12345678901\n'], 10);
  expect(whole).toEqual(['short', undefined, 'next', undefined]);
});
