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
import {
  checkpoint,
  chunkFooter,
  chunkHeader,
  chunkName,
  chunkPadding,
  FRAME,
  indexMap,
} from '../lib/event-store-files.mjs';

/** Bytes of events in a chunk; the real EventStore's default is 256 MiB. */
const CHUNK_SIZE = 256 * 1024;

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
    writeFileSync(this.#chunk(number), chunkHeader(number, CHUNK_SIZE));
  }

  #completeChunk(number, used) {
    const before = Buffer.concat([readFileSync(this.#chunk(number)), chunkPadding(used)]);
    const footer = chunkFooter(used, createHash('md5').update(before));
    appendFileSync(this.#chunk(number), Buffer.concat([chunkPadding(used), footer]));
  }

  #chunk(number) {
    return join(this.folder, chunkName(number));
  }

  #writerPosition() {
    return readFileSync(join(this.folder, 'writer.chk')).readBigInt64LE();
  }

  /** In place, as EventStore does it: a reader never finds the file empty. */
  #writeCheckpoint(name, value) {
    const bytes = checkpoint(value);
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
  writeFileSync(join(folder, 'indexmap'), indexMap([table]));
  writeFileSync(join(folder, 'stream-existence/streamExistenceFilter.dat'), Buffer.alloc(4096));
  writeFileSync(join(folder, 'stream-existence/streamExistenceFilter.chk'), checkpoint(0n));
}
