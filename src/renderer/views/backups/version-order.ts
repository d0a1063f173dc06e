/** A version taken apart, to be compared often. */
export type VersionKey =
  | { kind: 'unknown' }
  | { kind: 'label'; text: string }
  | { kind: 'version'; numbers: number[]; suffix: Suffix };

interface Suffix {
  /** Before the release (`-rc.1`), the release itself, or a later rebuild of it (`-1`). */
  rank: -1 | 0 | 1;
  text: string;
}

const VERSION = /^(?:ver|v)?(\d+(?:\.\d+)*)(?:[-+._]?(.+))?$/i;
const BEFORE_RELEASE = /^(alpha|beta|rc|pre|preview|dev|snapshot|nightly|canary)(?![a-z])/i;
const RANKS = { unknown: 0, label: 1, version: 2 } as const;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function versionKey(version: string): VersionKey {
  const text = version.trim();
  if (text === '' || text.toLowerCase() === 'unknown') return { kind: 'unknown' };
  const [, digits, suffix = ''] = VERSION.exec(text) ?? [];
  if (digits === undefined) return { kind: 'label', text };
  return { kind: 'version', numbers: digits.split('.').map(Number), suffix: suffixOf(suffix) };
}

/**
 * Orders versions as the packages use them: numbers as numbers, `v` or `ver` before them of no
 * meaning, and a suffix as a later rebuild (`2.17.16`, then `2.17.16-1`), against semver's order;
 * only suffixes that name a pre-release come before. Labels without numbers come before all
 * versions, and `unknown` before everything.
 */
export function compareVersions(left: VersionKey, right: VersionKey): number {
  if (left.kind === 'version' && right.kind === 'version') {
    return (
      compareNumbers(left.numbers, right.numbers) ||
      left.suffix.rank - right.suffix.rank ||
      collator.compare(left.suffix.text, right.suffix.text)
    );
  }
  if (left.kind === 'label' && right.kind === 'label') return collator.compare(left.text, right.text);
  return RANKS[left.kind] - RANKS[right.kind];
}

function suffixOf(text: string): Suffix {
  if (text === '') return { rank: 0, text };
  return { rank: BEFORE_RELEASE.test(text) ? -1 : 1, text };
}

/** Missing numbers count as 0: `2.4` is `2.4.0`. */
function compareNumbers(left: number[], right: number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
