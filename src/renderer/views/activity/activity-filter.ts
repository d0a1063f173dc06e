import type { ActivityFilter, Outcome } from '../../../contract/activity';

/** What the operator asks the activity for. Empty texts ask for everything. */
export interface ActivityChoice {
  text: string;
  outcome: Outcome | 'all';
  period: Period;
  host: string;
}

export const PERIODS = { day: 1, week: 7, month: 30, all: Number.POSITIVE_INFINITY } as const;
export type Period = keyof typeof PERIODS;
export const OUTCOMES = ['done', 'failed', 'refused'] as const satisfies Outcome[];

export const EVERYTHING: ActivityChoice = { text: '', outcome: 'all', period: 'all', host: '' };

/** Whether nothing is filtered: what is not shown then does not exist. */
export function asksForEverything(choice: ActivityChoice): boolean {
  return Object.keys(filterOf(choice, 0)).length === 0;
}

const DAY = 86_400_000;
const MINUTE = 60_000;

/** The contract's filter. The period begins at a whole minute, so that the same question stays the same for a while. */
export function filterOf({ text, outcome, period, host }: ActivityChoice, now: number): ActivityFilter {
  const days = PERIODS[period];
  const from = new Date(Math.floor((now - (Number.isFinite(days) ? days : 0) * DAY) / MINUTE) * MINUTE);
  return {
    ...(text.trim() !== '' && { text: text.trim().slice(0, 255) }),
    ...(outcome !== 'all' && { outcome }),
    ...(Number.isFinite(days) && { from: from.toISOString() }),
    ...(host !== '' && { host }),
  };
}

/** What is remembered may be an older version's, or be edited. */
export function isActivityChoice(value: unknown): value is ActivityChoice {
  const { text, outcome, period, host } = (value ?? {}) as Partial<ActivityChoice>;
  const outcomes: readonly unknown[] = ['all', ...OUTCOMES];
  return (
    typeof text === 'string' &&
    typeof host === 'string' &&
    outcomes.includes(outcome) &&
    typeof period === 'string' &&
    Object.hasOwn(PERIODS, period)
  );
}
