import { spawnSync } from 'node:child_process';

/** Runs per measurement, unless BENCH_RUNS says otherwise. */
export const RUNS = Number(process.env.BENCH_RUNS ?? 5);

/**
 * Runs a command and measures it.
 * @param {string[]} argv
 * @param {{env?: Record<string, string>, before?: () => void, millisecondsIn?: (stdout: string) => number}} [options]
 *   `before` is not measured; `millisecondsIn` finds another duration in what is printed
 * @returns {{medianMs: number, medianFoundMs: number, stdout: string}} the medians of RUNS runs, of their time and of what
 *   was found, and what the last one printed
 */
export function measure(argv, { env = {}, before = () => {}, millisecondsIn = () => Number.NaN } = {}) {
  const times = [];
  const found = [];
  let stdout = '';
  for (let run = 0; run < RUNS; run++) {
    before();
    const started = process.hrtime.bigint();
    const result = spawnSync(argv[0], argv.slice(1), {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    times.push(Number(process.hrtime.bigint() - started) / 1e6);
    if (result.status !== 0) throw new Error(`${argv.join(' ')} failed: ${result.stderr || result.error}`);
    stdout = result.stdout;
    found.push(millisecondsIn(stdout));
  }
  return { medianMs: median(times), medianFoundMs: median(found), stdout };
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Prints one line of a comparison: `ours` against the named peer, in milliseconds, and the ratio. */
export function report(title, ours, peer, peerName) {
  const ratio = peer / ours;
  console.log(
    `${title}: ${ours.toFixed(0)} ms, ${peerName} ${peer.toFixed(0)} ms, ${ratio.toFixed(1)} times faster (medians of ${RUNS})`,
  );
  return ratio;
}
