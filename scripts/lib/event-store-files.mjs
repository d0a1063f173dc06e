import { createHash, randomBytes } from 'node:crypto';

/** EventStore's files, byte by byte, for stand-ins: what the demo and the benchmarks write in its place. */

/** Bytes of the header before a chunk's events, and of the footer behind a completed chunk's. */
export const FRAME = 128;
/** A completed chunk's size is a multiple of this. */
const ALIGNMENT = 4096;

/** File name of a chunk that no scavenge has rewritten. */
export const chunkName = (number) => `chunk-${String(number).padStart(6, '0')}.000000`;

/** Header of a chunk: `size` is the bytes of events that every chunk of the store has room for. */
export function chunkHeader(number, size) {
  const header = Buffer.alloc(FRAME);
  header.writeUInt8(2, 0); // type: chunk
  header.writeUInt8(3, 1); // oldest version that can read it
  header.writeInt32LE(size, 2);
  header.writeInt32LE(number, 6);
  header.writeInt32LE(number, 10);
  randomBytes(16).copy(header, 18);
  header.writeUInt8(3, 34);
  return header;
}

/** What stands between the events of a completed chunk, `used` bytes, and its footer. */
export function chunkPadding(used) {
  const size = FRAME + used + FRAME;
  return Buffer.alloc(Math.ceil(size / ALIGNMENT) * ALIGNMENT - size);
}

/**
 * Footer of a completed chunk.
 * @param {number} used bytes of events
 * @param {import('node:crypto').Hash} md5 of all before the footer
 */
export function chunkFooter(used, md5) {
  const footer = Buffer.alloc(FRAME);
  footer.writeUInt8(1, 0); // completed
  footer.writeInt32LE(used, 1);
  footer.writeBigInt64LE(BigInt(used), 5);
  md5.update(footer.subarray(0, FRAME - 16));
  md5.digest().copy(footer, FRAME - 16);
  return footer;
}

/** A checkpoint file's content. @param {bigint} position */
export function checkpoint(position) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(position);
  return bytes;
}

/** The index map that names these tables: the MD5 of all that follows, then the rows. @param {string[]} tables */
export function indexMap(tables) {
  const rows = tables.map((table, position) => `0,${position},${table}\n`).join('');
  const text = `\n2\n0/0\n4\n${rows}`;
  return `${createHash('md5').update(text).digest('hex').toUpperCase()}${text}`;
}
