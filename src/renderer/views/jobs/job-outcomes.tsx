import type { ReactNode } from 'react';
import { useJobOutcomes } from '../backups/use-job-outcomes';

/** Says how every followed job ends, whichever view is open then. */
export function JobOutcomes({ children }: { children: ReactNode }) {
  useJobOutcomes();
  return children;
}
