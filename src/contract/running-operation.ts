import { z } from 'zod';

/** What holds a package now: one operation a package runs at a time. */
export const RunningOperationSchema = z.object({
  /** Such as `backup` or `restore`. */
  operation: z.string(),
  /** ISO 8601 in UTC. */
  startedAt: z.string(),
  /** null before its first phase. */
  phase: z.string().nullable(),
  /** Who started it, such as `anna@workstation`. */
  operator: z.string(),
  /** The job that can be followed; null for one that was started on the host by hand. */
  jobId: z.string().nullable(),
});
export type RunningOperation = z.infer<typeof RunningOperationSchema>;
