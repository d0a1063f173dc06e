import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Bytes of events in a chunk; the real EventStore's default is 256 MiB. */
const CHUNK_SIZE = 256 * 1024;
/** Bytes of the header before a chunk's events, and of the footer behind a completed chunk's. */
const FRAME = 128;

/**
 * A data folder in EventStore's layout that is written to as EventStore would: a stand-in for the demo. It keeps
 * nothing in memory, so the folder may be replaced while the service is stopped.
 */
export class EventStoreStandIn {
  /** @param {string} folder @param {() => string | undefined} runningVersion undefined while the service is stopped */
  constructor(folder, runningVersion) {
    this.folder = folder;
    this.runningVersion = runningVersion;
  }

  /** Makes a new data folder with so many events. */
  create(events, version) {
    mkdirSync(join(this.folder, 'index/stream-existence'), { recursive: true });
    writeIndex(join(this.folder, 'index'));
    for (const name of ['writer', 'chaser', 'epoch']) this.#writeCheckpoint(name, 0n);
    for (const name of ['truncate', 'proposal']) this.#writeCheckpoint(name, -1n);
    this.#startChunk(0);
    for (let index = 0; index < events; index++) this.append(version);
  }

  /** What the running service does each time it is called: one event. Nothing while it is stopped. */
  tick() {
    const version = this.runningVersion();
    if (version === undefined || !existsSync(join(this.folder, 'writer.chk'))) return;
    this.append(version);
  }

  /** Appends an event: to the chunk first, then the checkpoints, so that they never point behind the data. */
  append(version) {
    let position = Number(this.#writerPosition());
    const event = Buffer.from(`${JSON.stringify(newEvent(version))}\n`);
    const used = position % CHUNK_SIZE;
    let chunk = Math.floor(position / CHUNK_SIZE);
    this.#cutChunk(chunk, used);
    if (used + event.length > CHUNK_SIZE) {
      this.#completeChunk(chunk, used);
      chunk++;
      this.#startChunk(chunk);
      position = chunk * CHUNK_SIZE;
    }
    appendFileSync(this.#chunk(chunk), event);
    for (const name of ['writer', 'chaser']) this.#writeCheckpoint(name, BigInt(position + event.length));
  }

  /** Cuts off what is behind the writer's checkpoint: a live copy may hold more. */
  #cutChunk(number, used) {
    const file = this.#chunk(number);
    if (statSync(file).size > FRAME + used) truncateSync(file, FRAME + used);
  }

  #startChunk(number) {
    const header = Buffer.alloc(FRAME);
    header.writeUInt8(2, 0); // type: chunk
    header.writeUInt8(3, 1); // oldest version that can read it
    header.writeInt32LE(CHUNK_SIZE, 2);
    header.writeInt32LE(number, 6);
    header.writeInt32LE(number, 10);
    Buffer.from(randomUUID().replaceAll('-', ''), 'hex').copy(header, 18);
    header.writeUInt8(3, 34);
    writeFileSync(this.#chunk(number), header);
  }

  #completeChunk(number, used) {
    const footer = Buffer.alloc(FRAME);
    footer.writeUInt8(1, 0); // completed
    footer.writeInt32LE(used, 1);
    footer.writeBigInt64LE(BigInt(used), 5);
    const before = Buffer.concat([readFileSync(this.#chunk(number)), footer.subarray(0, FRAME - 16)]);
    createHash('md5')
      .update(before)
      .digest()
      .copy(footer, FRAME - 16);
    appendFileSync(this.#chunk(number), footer);
  }

  #chunk(number) {
    return join(this.folder, `chunk-${String(number).padStart(6, '0')}.000000`);
  }

  #writerPosition() {
    return readFileSync(join(this.folder, 'writer.chk')).readBigInt64LE();
  }

  /** In place, as EventStore does it: a reader never finds the file empty. */
  #writeCheckpoint(name, value) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    const file = openSync(join(this.folder, `${name}.chk`), existsSync(join(this.folder, `${name}.chk`)) ? 'r+' : 'w');
    writeSync(file, bytes, 0, bytes.length, 0);
    closeSync(file);
  }
}

function newEvent(version) {
  return {
    type: 'WeldingParametersMeasured',
    id: randomUUID(),
    at: new Date().toISOString(),
    version,
    current: 140 + Math.round(Math.random() * 200) / 10,
    voltage: 24 + Math.round(Math.random() * 20) / 10,
    trace: randomBytes(48).toString('hex'),
  };
}

/** One table, and the map that names it. Both end up checked by their MD5, as EventStore checks them. */
function writeIndex(folder) {
  const table = randomUUID();
  const body = Buffer.concat([Buffer.from([1, 4]), Buffer.alloc(126), randomBytes(2048)]);
  writeFileSync(join(folder, table), Buffer.concat([body, createHash('md5').update(body).digest()]));
  const map = `\n2\n0/0\n0\n0,0,${table}\n`;
  const hash = createHash('md5').update(map).digest('hex').toUpperCase();
  writeFileSync(join(folder, 'indexmap'), `${hash}${map}`);
  writeFileSync(join(folder, 'stream-existence/streamExistenceFilter.dat'), Buffer.alloc(4096));
  writeFileSync(join(folder, 'stream-existence/streamExistenceFilter.chk'), Buffer.alloc(8));
}
