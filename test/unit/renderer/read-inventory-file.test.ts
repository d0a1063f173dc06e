import { describe, expect, it } from 'vitest';
import { readInventory } from '../../../src/renderer/views/inventory/read-inventory-file';

describe('readInventory', () => {
  it('reads an object, with or without a byte order mark', () => {
    expect(readInventory('{"hosts":[]}')).toEqual({ hosts: [] });
    expect(readInventory('\uFEFF{"hosts":[]}')).toEqual({ hosts: [] });
  });

  it.each(['', '{"hosts":', 'hosts: []'])('names the file that is not JSON: %j', (text) => {
    expect(() => readInventory(text)).toThrow(
      expect.objectContaining({ problem: 'notJson', message: expect.stringMatching(/JSON/) }),
    );
  });

  it.each(['[]', 'null', '7', '"x"'])('refuses JSON that is no object: %s', (text) => {
    expect(() => readInventory(text)).toThrow(expect.objectContaining({ problem: 'notObject' }));
  });
});
