import { z } from 'zod';
import { JobSchema, JobStateSchema } from '../../../contract/jobs';

/** What hosts answer to `job list` and `job cancel` (docs/host-protocol.md, "Jobs"). */
export const JobListAnswerSchema = z.object({
  success: z.literal(true),
  jobs: z.array(JobSchema.omit({ host: true, packageName: true })),
});

export const JobCancelAnswerSchema = z.object({
  success: z.literal(true),
  jobId: z.string(),
  state: JobStateSchema,
  message: z.string(),
});
export type JobCancelAnswer = z.infer<typeof JobCancelAnswerSchema>;
