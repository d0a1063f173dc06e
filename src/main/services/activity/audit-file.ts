import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { CHAIN_START, type ChainEnd, readSealed, seal, type UnsealedEntry } from './chain';
import { withFileLock } from './file-lock';

/** Bytes from which on a new file is begun. */
const ROTATE_AT = 8 * 1024 * 1024;
/** Bytes at the end of the file that surely hold the last line: `AuditLog` bounds an entry's length. */
const TAIL = 64 * 1024;

/** Something that a crash, or somebody, left behind and that was put right. `keptIn` is a file beside the record. */
export interface Repair {
  what: 'half-written line' | 'unreadable file';
  keptIn: string;
}

/**
 * The files of the record: `audit.jsonl`, before it `audit-000001.jsonl` and so on, and `audit-head.json`, which says
 * where the chain ends so that lines cut off at the end are missed. Appending is durable, and safe between processes.
 */
export class AuditFile {
  #queue: Promise<unknown> = Promise.resolve();

  /** @param onRepair told of what was found broken at the end of the file, before the next line is written. */
  constructor(
    private readonly directory: string,
    private readonly onRepair: (repair: Repair) => void = () => {},
    private readonly rotateAt = ROTATE_AT,
  ) {}

  get path(): string {
    return join(this.directory, 'audit.jsonl');
  }

  /** Appends an entry. @throws when it cannot be written; the file then ends with a whole line as before. */
  append(entry: UnsealedEntry): Promise<void> {
    const turn = this.#queue.then(async () => {
      mkdirSync(this.directory, { recursive: true, mode: 0o700 });
      await withFileLock(join(this.directory, 'audit.lock'), () => this.#appendLocked(entry));
    });
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** All files in the order of the chain. */
  files(): string[] {
    const rotated = this.#rotated().map((name) => join(this.directory, name));
    return existsSync(this.path) ? [...rotated, this.path] : rotated;
  }

  /** Where the chain ended when something was last written. */
  head(): ChainEnd | undefined {
    try {
      const { seq, hash } = JSON.parse(readFileSync(this.#headPath, 'utf8'));
      return typeof seq === 'number' && typeof hash === 'string' ? { seq, hash } : undefined;
    } catch {
      return undefined;
    }
  }

  get #headPath(): string {
    return join(this.directory, 'audit-head.json');
  }

  #rotated(): string[] {
    if (!existsSync(this.directory)) return [];
    return readdirSync(this.directory)
      .filter((name) => /^audit-\d{6,}\.jsonl$/.test(name))
      .sort((a, b) => a.length - b.length || a.localeCompare(b));
  }

  #appendLocked(entry: UnsealedEntry): void {
    const descriptor = this.#openWhole();
    try {
      const { size } = fstatSync(descriptor);
      const { line, end } = seal(entry, this.#end(descriptor, size));
      try {
        writeSync(descriptor, `${line}\n`, size);
        fsyncSync(descriptor);
      } catch (error) {
        // A full disk may have taken half of the line.
        ftruncateSync(descriptor, size);
        throw error;
      }
      this.#writeHead(end);
    } finally {
      closeSync(descriptor);
    }
  }

  /** Opens the current file for reading and writing; it ends with a whole line, and is not too long. */
  #openWhole(): number {
    const descriptor = openRecord(this.path);
    const { size } = fstatSync(descriptor);
    const tail = readTail(descriptor, size);
    const whole = size - (tail.length - (tail.lastIndexOf(0x0a) + 1));
    if (whole < size) {
      const keptIn = this.#keepAside('cut-off', tail.subarray(tail.lastIndexOf(0x0a) + 1));
      // The power failing before this line: the half line is still there, and is kept aside once more.
      ftruncateSync(descriptor, whole);
      fsyncSync(descriptor);
      this.onRepair({ what: 'half-written line', keptIn });
    }
    const last = lastLine(tail.subarray(0, tail.lastIndexOf(0x0a) + 1));
    if (last !== undefined && readSealed(last) === undefined) {
      closeSync(descriptor);
      const keptIn = join(this.directory, `audit-${readableStamp()}-unreadable.jsonl`);
      // The power failing right after it: no current file, and the head says what the next entry follows.
      renameSync(this.path, keptIn);
      this.onRepair({ what: 'unreadable file', keptIn });
      return openRecord(this.path);
    }
    if (whole < this.rotateAt) return descriptor;
    closeSync(descriptor);
    // The power failing right after it: the next entry follows the last one of the file that was just renamed.
    renameSync(this.path, join(this.directory, `audit-${String(this.#rotated().length + 1).padStart(6, '0')}.jsonl`));
    return openRecord(this.path);
  }

  /** What the next entry follows: the last line, in this file or in the one before it. */
  #end(descriptor: number, size: number): ChainEnd {
    const line = lastLine(readTail(descriptor, size));
    const last = (line === undefined ? this.#lastRotated() : readSealed(line)) ?? { seq: 0, hash: CHAIN_START };
    const head = this.head();
    // Lines were lost, put aside or replaced: what follows is bound to the lost ones, so that the gap stays visible.
    const replaced = head && (head.seq > last.seq || (head.seq === last.seq && head.hash !== last.hash));
    return replaced ? head : last;
  }

  #lastRotated() {
    const name = this.#rotated().at(-1);
    if (name === undefined) return undefined;
    const last = lastLine(readFileSync(join(this.directory, name)));
    return last === undefined ? undefined : readSealed(last);
  }

  /** Not flushed: after a power failure it may be older than the record, which is no sign of anything. */
  #writeHead(end: ChainEnd): void {
    writeFileSync(`${this.#headPath}.part`, `${JSON.stringify(end)}\n`, { mode: 0o600 });
    renameSync(`${this.#headPath}.part`, this.#headPath);
  }

  #keepAside(why: string, content: Buffer): string {
    const path = join(this.directory, `audit-${readableStamp()}-${why}.jsonl`);
    const descriptor = openSync(path, 'w', 0o600);
    writeSync(descriptor, content);
    fsyncSync(descriptor);
    closeSync(descriptor);
    return path;
  }
}

/** For reading and writing, made where it is missing; 'a' would not allow to cut a half line off. */
function openRecord(path: string): number {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return openSync(path, 'w+', 0o600);
  }
}

function readTail(descriptor: number, size: number): Buffer {
  const buffer = Buffer.alloc(Math.min(size, TAIL));
  readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
  return buffer;
}

/** The last whole line, without its line break; undefined when there is none. */
function lastLine(content: Buffer): string | undefined {
  const text = content.toString('utf8').replace(/\n$/, '');
  return text === '' ? undefined : text.slice(text.lastIndexOf('\n') + 1);
}

const readableStamp = () => new Date().toISOString().replace(/[-:]/g, '').replace(/\..*/, '');
