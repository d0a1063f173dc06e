import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EventStoreStandIn } from '../../../scripts/demo/event-store.mjs';

let root: string;
let data: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdfast-events-'));
  data = join(root, 'data');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const checkpoint = (name: string) => Number(readFileSync(join(data, `${name}.chk`)).readBigInt64LE());
const chunks = () => readdirSync(data).filter((name) => name.startsWith('chunk-'));

it("keeps EventStore's layout over several chunks", () => {
  new EventStoreStandIn(data, () => undefined).create(2000, 'v1.0.0');
  expect(chunks()).toEqual(['chunk-000000.000000', 'chunk-000001.000000', 'chunk-000002.000000']);
  expect(checkpoint('writer')).toBe(checkpoint('chaser'));
  expect(checkpoint('epoch')).toBeLessThanOrEqual(checkpoint('writer'));
  expect(checkpoint('truncate')).toBe(-1);

  const [completed, , active] = chunks().map((name) => readFileSync(join(data, name)));
  if (!completed || !active) throw new Error('a chunk is missing');
  expect(completed.readUInt8(completed.length - 128)).toBe(1);
  expect(createHash('md5').update(completed.subarray(0, -16)).digest()).toEqual(completed.subarray(-16));
  expect(2 * 256 * 1024 + active.length - 128).toBe(checkpoint('writer'));
});

it('writes only while the service runs, with its version', () => {
  let version: string | undefined;
  const store = new EventStoreStandIn(data, () => version);
  store.create(1, 'v1.0.0');
  const before = checkpoint('writer');
  store.tick();
  expect(checkpoint('writer')).toBe(before);
  version = 'v2.0.0';
  store.tick();
  expect(checkpoint('writer')).toBeGreaterThan(before);
  expect(readFileSync(join(data, 'chunk-000000.000000'), 'utf8').trimEnd().split('\n').at(-1)).toContain('v2.0.0');
});

it('goes on where the checkpoint says after its folder was replaced', () => {
  const store = new EventStoreStandIn(data, () => 'v1.0.0');
  store.create(10, 'v1.0.0');
  const old = join(root, 'old.chk');
  cpSync(join(data, 'writer.chk'), old);
  store.tick();
  store.tick();
  cpSync(old, join(data, 'writer.chk'));
  store.tick();
  expect(statSync(join(data, 'chunk-000000.000000')).size).toBe(128 + checkpoint('writer'));
});
