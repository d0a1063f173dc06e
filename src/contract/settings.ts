import { z } from 'zod';

/** When the package's name must be typed before a restore: it goes back further than a slip of the mouse should. */
export const RestoreConfirmationSchema = z.object({
  /** The backup is older than so many days. */
  olderThanDays: z.number().nonnegative().default(7),
  /** The version goes back by at least this step. `none`: versions do not matter, for going back is what backups are for. */
  versionStep: z.enum(['patch', 'minor', 'major', 'none']).default('none'),
});
export type RestoreConfirmation = z.infer<typeof RestoreConfirmationSchema>;

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
  /** What REST allows to tokens without `admin`; the window is not limited. */
  rateLimits: z
    .object({
      /** Backups of one package that may be created within a minute; 0: any number. */
      createPerMinute: z.number().int().nonnegative().default(1),
    })
    .prefault({}),
  /** REST beside the desktop window. `serve` answers always, and says where by its flags. */
  rest: z
    .object({
      enabled: z.boolean().default(false),
      /** On loopback; 0 chooses a free one. */
      port: z.number().int().min(0).max(65535).default(4711),
    })
    .prefault({}),
  confirmRestore: RestoreConfirmationSchema.prefault({}),
  /** How long an answer of `list` is used again. Create and restore drop it. */
  listCache: z.number().nonnegative().default(5),
});
export type Settings = z.infer<typeof SettingsSchema>;
