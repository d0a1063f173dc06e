import type { Verification } from '../../../contract/backups';

/** What is known of a backup's soundness, least to most, and `damaged`. */
export type VerificationState = 'unchecked' | 'archive' | 'structure' | 'damaged';

/** Hosts with older scripts say nothing: unchecked. */
export function verificationState(verification: Verification | null | undefined): VerificationState {
  if (!verification || verification.level === 'unchecked' || verification.valid === null) return 'unchecked';
  return verification.valid ? verification.level : 'damaged';
}
