import { z } from 'zod';
import { HostParams, operation } from './base';
import { HostScriptsStateSchema } from './host-scripts';
import { RunningOperationSchema } from './running-operation';

export const ServiceStateSchema = z.enum(['running', 'stopped', 'unhealthy', 'unknown']);
export type ServiceState = z.infer<typeof ServiceStateSchema>;

/** The newest backup, as far as the overview needs it. */
export const NewestBackupSchema = z.object({
  filename: z.string(),
  version: z.string(),
  /** ISO 8601 in UTC. */
  createdDate: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  /** As in `list`: what the last verification found. */
  verification: z
    .object({ level: z.enum(['unchecked', 'archive', 'structure']), valid: z.boolean().nullable() })
    .nullable(),
});
export type NewestBackup = z.infer<typeof NewestBackupSchema>;

/** What a host says of one package. */
export const PackageStateSchema = z.object({
  name: z.string(),
  /** null when the package was never deployed there. */
  version: z.string().nullable(),
  /** When it was deployed, ISO 8601, null when not known. */
  updated: z.string().nullable(),
  /** Why something of this is not known. */
  note: z.string().optional(),
  service: ServiceStateSchema.default('unknown'),
  /** Why the service is unhealthy or its state unknown. */
  serviceMessage: z.string().nullable().default(null),
  /** null: there is none, or it could not be asked for (then `note` says why). */
  newestBackup: NewestBackupSchema.nullable().default(null),
  /** null: not known. */
  backupCount: z.number().int().nonnegative().nullable().default(null),
  /** Backups are enabled and the newest is older than the package's `staleAfterHours`, or there is none. Judged when answered. */
  backupStale: z.boolean().default(false),
  operation: RunningOperationSchema.partial({ startedAt: true, phase: true, operator: true, jobId: true })
    .nullable()
    .default(null),
  /** An unfinished restore that needs the operator. */
  attention: z.object({ code: z.string(), message: z.string() }).nullable().default(null),
  /** The restore that can be taken back. */
  undo: z
    .object({
      id: z.string(),
      restoredBackup: z.string().nullish(),
      restoredVersion: z.string().nullish(),
      previousVersion: z.string().nullish(),
      restoredAt: z.string().nullish(),
      expiresAt: z.string().nullish(),
    })
    .nullable()
    .default(null),
  /** What the scripts on the host cannot do, one sentence each. Empty with Holdfast's own. */
  limitations: z.array(z.string()).default([]),
});
export type PackageState = z.infer<typeof PackageStateSchema>;

export const HostStateSchema = z.object({
  host: z.string(),
  /** When the host answered, ISO 8601. */
  checkedAt: z.string(),
  /** null: not known. */
  scripts: HostScriptsStateSchema.nullable().default(null),
  packages: z.array(PackageStateSchema),
});
export type HostState = z.infer<typeof HostStateSchema>;

/** What is known of a host without asking it. */
export const LastHostStateSchema = z.object({
  host: z.string(),
  /** The last answer; null when the host never answered. */
  state: HostStateSchema.nullable(),
  /** Why the last question failed; null when it was answered. */
  failure: z
    .object({ code: z.string(), message: z.string(), remedy: z.string().nullish(), failedAt: z.string() })
    .nullable(),
});
export type LastHostState = z.infer<typeof LastHostStateSchema>;

const tags = ['Hosts'];

export const hostState = {
  state: operation
    .meta({ failureTitle: 'Failed to read the state of the host' })
    .route({
      method: 'GET',
      path: '/hosts/{host}/state',
      operationId: 'GetHostState',
      summary: 'Ask one host how each of its packages stands',
      tags,
    })
    .input(z.object({ params: HostParams }))
    .output(HostStateSchema),

  lastStates: operation
    .meta({ failureTitle: 'Failed to read the last known states' })
    .route({
      method: 'GET',
      path: '/hosts/states',
      operationId: 'GetLastHostStates',
      summary: 'Say what all hosts answered last; no host is asked',
      tags,
    })
    .output(z.object({ hosts: z.array(LastHostStateSchema) })),
};
