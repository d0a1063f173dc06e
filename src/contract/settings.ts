import { z } from 'zod';

/** What an operator can set in `settings.json` of the data folder. Durations are in seconds. */
export const SettingsSchema = z.object({
  timeouts: z
    .object({
      /** Until a host has answered and accepted the login. */
      connect: z.number().positive().default(15),
      /** For short questions: list, status, versions. */
      query: z.number().positive().default(60),
      create: z
        .number()
        .positive()
        .default(5 * 60),
      restore: z
        .number()
        .positive()
        .default(10 * 60),
      /** For one backup; `verify-all` has ten times as long. */
      verify: z
        .number()
        .positive()
        .default(10 * 60),
    })
    .prefault({}),
  /** How long an answer of `list` is used again. Create and restore drop it. */
  listCache: z.number().nonnegative().default(5),
});
export type Settings = z.infer<typeof SettingsSchema>;
