import { CONCERNS, type Concern } from './host-view';

export const GROUPINGS = ['host', 'package', 'state'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What of the overview is shown, and how. */
export interface OverviewChoice {
  concern: Concern | 'all';
  grouping: Grouping;
}

export const SHOW_ALL: OverviewChoice = { concern: 'all', grouping: 'host' };

/** What is remembered may be an older version's, or be edited. */
export function isOverviewChoice(value: unknown): value is OverviewChoice {
  const { concern, grouping } = (value ?? {}) as Partial<OverviewChoice>;
  const concerns: readonly unknown[] = ['all', ...CONCERNS];
  const groupings: readonly unknown[] = GROUPINGS;
  return concerns.includes(concern) && groupings.includes(grouping);
}
