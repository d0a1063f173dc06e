import type { VerificationState } from './verification-state';

/** What can be done with one backup. */
export type RowAction = 'restore' | 'verify' | 'notes' | 'pin' | 'delete';

/** Worst first: the order in which they are sorted and offered as filters. */
export const VERIFICATION_STATES: readonly VerificationState[] = ['damaged', 'unchecked', 'archive', 'structure'];
