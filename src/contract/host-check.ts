import { z } from 'zod';
import { HostParams, operation } from './base';
import { HostScriptsSchema } from './host-scripts';
import { HostSchema } from './inventory';

export const CheckStatusSchema = z.enum(['passed', 'warning', 'failed']);
export type CheckStatus = z.infer<typeof CheckStatusSchema>;

/** One thing that was looked at, and what to do where it is not right. */
export const HostCheckItemSchema = z.object({
  /** Stable, such as `docker` or `backupFolder`. */
  id: z.string(),
  title: z.string(),
  status: CheckStatusSchema,
  message: z.string(),
  /** What the operator can do; null when nothing is to be done. */
  remedy: z.string().nullable(),
  /** The package it concerns; null for the host as a whole. */
  packageName: z.string().nullable(),
});
export type HostCheckItem = z.infer<typeof HostCheckItemSchema>;

export const HostCheckSchema = z.object({
  host: z.string(),
  checkedAt: z.string(),
  /** True when no check failed. */
  ready: z.boolean(),
  /** Version of the scripts that made the checks; null when they could not be run. */
  toolVersion: z.string().nullable(),
  /** Round trip of a command, milliseconds. */
  latencyMs: z.number().nonnegative(),
  /** Host's clock minus this machine's, milliseconds; null when it is not known. */
  clockSkewMs: z.number().nullable(),
  checks: z.array(HostCheckItemSchema),
});
export type HostCheck = z.infer<typeof HostCheckSchema>;

export const ConnectionTestSchema = z.object({
  host: z.string(),
  user: z.string(),
  /** Until logged in, milliseconds; near 0 when a connection was open already. */
  connectMs: z.number().nonnegative(),
  /** Round trip of a command, milliseconds. */
  latencyMs: z.number().nonnegative(),
  /** Such as "Debian GNU/Linux 12 (bookworm)"; null when the host does not say. */
  operatingSystem: z.string().nullable(),
  architecture: z.string().nullable(),
  sudo: z.object({ available: z.boolean(), message: z.string(), remedy: z.string().nullable() }),
  /** null when sudo does not work: only root may look everywhere. */
  scripts: HostScriptsSchema.nullable(),
});
export type ConnectionTest = z.infer<typeof ConnectionTestSchema>;

const tags = ['Hosts'];

export const hostCheck = {
  check: operation
    .meta({ failureTitle: 'Failed to check the host' })
    .route({
      method: 'GET',
      path: '/hosts/{host}/check',
      operationId: 'CheckHost',
      summary: 'Look at everything a host needs, each with a remedy',
      description: 'Changes nothing. Works on a host without the scripts too: they are copied to a temporary folder.',
      tags,
    })
    .input(z.object({ params: HostParams }))
    .output(HostCheckSchema),

  testConnection: operation
    .meta({ failureTitle: 'The connection test failed', access: 'admin' })
    .route({
      method: 'POST',
      path: '/hosts/{host}/test-connection',
      operationId: 'TestConnection',
      summary: 'Log in to a host and say what is found there',
      description:
        'With a body, that host is tested and not the saved one of this name: for a form that is not saved yet.',
      tags,
    })
    .input(z.object({ params: HostParams, body: HostSchema.optional() }))
    .output(ConnectionTestSchema),
};
