import { createHash, randomFillSync, randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkpoint,
  chunkFooter,
  chunkHeader,
  chunkName,
  chunkPadding,
  indexMap,
} from '../../scripts/lib/event-store-files.mjs';

/** EventStore's default. */
const CHUNK_BYTES = 256 * 1024 * 1024;

/**
 * Writes a data folder as EventStore's own files are laid out: so many chunks, all but the last completed. The events
 * are modelled on what a welding cell records: a reading of its sensors as JSON, whose doubles have the 15 to 17 digits
 * that .NET and JavaScript write, with EventStore's binary event and correlation ids and JSON metadata around it.
 * How well it compresses follows from that alone.
 * @param {string} directory made
 * @param {number} chunks
 */
export function writeEventStore(directory, chunks) {
  mkdirSync(join(directory, 'index'), { recursive: true });
  let position = 0;
  for (let chunk = 0; chunk < chunks; chunk++) {
    const used = writeChunk(join(directory, chunkName(chunk)), chunk, chunk < chunks - 1);
    position = chunk * CHUNK_BYTES + used;
  }
  for (const name of ['writer', 'chaser']) writeFileSync(join(directory, `${name}.chk`), checkpoint(BigInt(position)));
  writeFileSync(join(directory, 'epoch.chk'), checkpoint(0n));
  writeFileSync(join(directory, 'truncate.chk'), checkpoint(-1n));
  writeFileSync(join(directory, 'index', 'indexmap'), indexMap([]));
}

/** Writes a chunk and returns how many bytes of events are in it. The active one is preallocated, as EventStore's is. */
function writeChunk(path, number, completed) {
  const file = openSync(path, 'w');
  const md5 = createHash('md5');
  const write = (bytes) => {
    md5.update(bytes);
    writeSync(file, bytes);
  };
  write(chunkHeader(number, CHUNK_BYTES));
  let used = 0;
  for (let part = events(number); used + part.length <= CHUNK_BYTES; part = events(number)) {
    write(part);
    used += part.length;
  }
  write(chunkPadding(used));
  if (completed) writeSync(file, chunkFooter(used, md5));
  else ftruncateSync(file, CHUNK_BYTES + 4096);
  closeSync(file);
  return used;
}

/** About a mebibyte of records, each framed by its length. */
function events(chunk) {
  const buffer = Buffer.alloc(1024 * 1024 + 4096);
  let at = 0;
  while (at < 1024 * 1024) at = writeRecord(buffer, at, chunk);
  return buffer.subarray(0, at);
}

/** Writes one record as EventStore's prepare is laid out, and returns where the next one begins. */
function writeRecord(buffer, start, chunk) {
  let at = start + 4;
  at = buffer.writeUInt16LE(0x0100, at); // type and version
  at = buffer.writeBigInt64LE(BigInt(chunk * CHUNK_BYTES + start), at);
  at = buffer.writeUInt16LE(7, at); // flags: one write, committed
  at = buffer.writeBigInt64LE(BigInt(chunk * CHUNK_BYTES + start), at);
  at = buffer.writeInt32LE(0, at);
  at = buffer.writeBigInt64LE(BigInt(start), at); // expected version
  at = writeText(buffer, at, `weldingCell-${1 + (start % 4)}`);
  randomFillSync(buffer, at, 32); // event and correlation id
  at = buffer.writeBigInt64LE(BigInt(Date.now()) * 10_000n, at + 32);
  at = writeText(buffer, at, 'WeldingParametersMeasured');
  at = writeBlob(buffer, at, JSON.stringify(reading()));
  at = writeBlob(buffer, at, JSON.stringify({ $correlationId: randomUUID(), Created: new Date().toISOString() }));
  const length = at - start - 4;
  buffer.writeInt32LE(length, start);
  return buffer.writeInt32LE(length, at);
}

const around = (value, spread) => value + (Math.random() - 0.5) * spread;

/** One reading of the sensors; the numbers are measured ones, so all of their digits differ. */
function reading() {
  return {
    seamId: randomUUID(),
    current: around(212, 30),
    voltage: around(24.5, 3),
    wireFeedSpeed: around(8.2, 1),
    travelSpeed: around(0.42, 0.1),
    gasFlow: around(15, 2),
    torch: { x: around(0, 2000), y: around(0, 2000), z: around(400, 200), angle: around(0, 90) },
    temperature: around(640, 300),
  };
}

/** A text with its length in one byte, as .NET writes short ones. */
function writeText(buffer, at, text) {
  buffer.writeUInt8(text.length, at);
  return at + 1 + buffer.write(text, at + 1);
}

/** Bytes with their length in four. */
function writeBlob(buffer, at, text) {
  const next = buffer.writeInt32LE(text.length, at);
  return next + buffer.write(text, next);
}
