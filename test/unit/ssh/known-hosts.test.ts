import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KnownHosts } from '../../../src/main/services/ssh/known-hosts';

let folder: string;
let file: string;
let known: KnownHosts;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-known-'));
  file = join(folder, 'known_hosts');
  known = new KnownHosts({ files: [file], appendTo: file });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A public key in wire format: its type and some content, each with its length before it. */
function key(content: string, type = 'ssh-ed25519'): Buffer {
  const field = (text: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    return Buffer.concat([length, Buffer.from(text)]);
  };
  return Buffer.concat([field(type), field(content)]);
}
const line = (patterns: string, content: string, type = 'ssh-ed25519') =>
  `${patterns} ${type} ${key(content, type).toString('base64')}\n`;
const hashed = (name: string) => {
  const salt = Buffer.alloc(20, 7);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
};

it.each([
  ['press-1', 22, line('press-1,10.0.0.5', 'a'), 'trusted'],
  ['10.0.0.5', 22, line('press-1,10.0.0.5', 'a'), 'trusted'],
  ['press-1', 2222, line('[press-1]:2222', 'a'), 'trusted'],
  ['press-1', 2222, line('[press-*]:2222', 'a'), 'trusted'],
  ['::1', 2222, line('[::1]:2222', 'a'), 'trusted'],
  // As OpenSSH: the plain name is good on other ports, the other way round it is not.
  ['press-1', 2222, line('press-1', 'a'), 'trusted'],
  ['press-1', 2222, line('press-1', 'b'), 'unknown'],
  ['press-1', 2222, line('press-1', 'a') + line('[press-1]:2222', 'b'), 'changed'],
  ['press-1', 22, line('[press-1]:2222', 'a'), 'unknown'],
  ['PRESS-1', 22, line('press-1', 'a'), 'trusted'],
  ['press-1', 22, line('press-*', 'a'), 'trusted'],
  ['press-1', 22, line('press-?,!press-1', 'a'), 'unknown'],
  ['press-1', 22, line('!press-1', 'a'), 'unknown'],
  ['pressx1', 22, line('press.1', 'a'), 'unknown'],
  ['press-1', 22, line(hashed('press-1'), 'a'), 'trusted'],
  ['press-2', 22, line(hashed('press-1'), 'a'), 'unknown'],
  ['press-1', 2222, line(hashed('[press-1]:2222'), 'a'), 'trusted'],
  ['press-1', 22, line('|2|salt|hash', 'a'), 'unknown'],
  ['press-1', 22, line('press-1', 'b'), 'changed'],
  ['press-1', 22, line('press-1', 'b', 'ssh-rsa'), 'changed'],
  ['press-1', 22, line('press-1', 'b') + line('press-1', 'a'), 'trusted'],
  ['press-1', 22, `# a comment\r\n\r\nbroken line\r\n${line('press-1', 'a')}`, 'trusted'],
  ['press-1', 22, `press-1 ssh-ed25519 ${key('a').toString('base64').slice(0, 12)}\n`, 'unknown'],
  ['press-1', 22, `press-1 ssh-rsa ${key('a').toString('base64')}\n`, 'unknown'],
  ['press-1', 22, `@cert-authority ${line('*', 'a')}`, 'unknown'],
  ['press-1', 22, `@something-new ${line('*', 'a')}`, 'unknown'],
  ['press-1', 22, `${line('press-1', 'a')}@revoked ${line('*', 'a')}`, 'revoked'],
  ['press-1', 22, '', 'unknown'],
])('%s:%i with %j is %s', (address, port, content, status) => {
  writeFileSync(file, content);
  expect(known.verify(address, port, key('a')).status).toBe(status);
});

it('says where the old key is, the one of the same type first', () => {
  writeFileSync(file, `# mine\n${line('press-1', 'r', 'ssh-rsa')}${line('press-1', 'b')}`);
  expect(known.verify('press-1', 22, key('a'))).toEqual({ status: 'changed', file, line: 3 });
});

it('names the types of keys that a host is known by', () => {
  writeFileSync(file, line('press-1', 'r', 'ssh-rsa') + line('press-*', 'r', 'ssh-rsa') + line('press-2', 'b'));
  expect(known.knownKeyTypes('press-1', 22)).toEqual(['ssh-rsa']);
  expect(known.knownKeyTypes('press-1', 2222)).toEqual(['ssh-rsa']);
  expect(known.knownKeyTypes('elsewhere', 22)).toEqual([]);
});

it('reads several files, anew each time', () => {
  const second = join(folder, 'second');
  const both = new KnownHosts({ files: [file, second], appendTo: file });
  expect(both.verify('press-1', 22, key('a')).status).toBe('unknown');
  writeFileSync(second, line('press-1', 'a'));
  expect(both.verify('press-1', 22, key('a')).status).toBe('trusted');
});

it('does not take a file that it cannot read for an empty one', () => {
  const unreadable = new KnownHosts({ files: [folder], appendTo: folder });
  expect(() => unreadable.verify('press-1', 22, key('a'))).toThrow(
    expect.objectContaining({ code: 'INTERNAL', message: expect.stringContaining(folder) }),
  );
});

describe('adding a key', () => {
  it('makes the file, readable by its owner only, and one line a key', () => {
    const deep = join(folder, 'deep', 'known_hosts');
    const created = new KnownHosts({ files: [deep], appendTo: deep });
    created.add('press-1', 22, key('a'));
    created.add('Press-2', 2222, key('b'));
    expect(readFileSync(deep, 'utf8')).toBe(line('press-1', 'a') + line('[press-2]:2222', 'b'));
    expect(statSync(deep).mode & 0o777).toBe(0o600);
    expect(created.verify('press-2', 2222, key('b')).status).toBe('trusted');
  });

  it('begins a new line after one without an end', () => {
    writeFileSync(file, line('press-2', 'b').trimEnd());
    known.add('press-1', 22, key('a'));
    expect(readFileSync(file, 'utf8')).toBe(line('press-2', 'b') + line('press-1', 'a'));
  });

  it('passes over a line that was cut off at any byte, and can add the key again', () => {
    const whole = line('press-1', 'some content');
    for (let size = 0; size < whole.length; size += 1) {
      writeFileSync(file, whole.slice(0, size));
      // Only the padding may be missing from a line that counts.
      expect(known.verify('press-1', 22, key('some content')).status).toBe(
        size < whole.trimEnd().replace(/=+$/, '').length ? 'unknown' : 'trusted',
      );
      known.add('press-1', 22, key('some content'));
      expect(known.verify('press-1', 22, key('some content')).status).toBe('trusted');
    }
  });

  it('says when the file cannot be written', () => {
    writeFileSync(file, '');
    const nowhere = new KnownHosts({ files: [file], appendTo: join(file, 'below', 'a-file') });
    expect(() => nowhere.add('press-1', 22, key('a'))).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });
});
