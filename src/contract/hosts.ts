import { z } from 'zod';
import { oneLine, operation } from './base';

/** A package as the overview shows it; no connection is needed for any of this. */
export const PackageSummarySchema = z.object({
  name: z.string(),
  /** Folder of the package on the host. */
  folder: z.string(),
  repositoryUrl: z.string().optional(),
  backupEnabled: z.boolean(),
});
export type PackageSummary = z.infer<typeof PackageSummarySchema>;

export const HostSummarySchema = z.object({
  name: z.string(),
  address: z.string(),
  port: z.number().int(),
  user: z.string(),
  packages: z.array(PackageSummarySchema),
});
export type HostSummary = z.infer<typeof HostSummarySchema>;

/** What a host says of one package. `version` is null when the package was never deployed there. */
export const PackageStateSchema = z.object({
  name: z.string(),
  version: z.string().nullable(),
  /** When it was deployed, ISO 8601, null when not known. */
  updated: z.string().nullable(),
  /** Why the version is not known, when that is not simply a package without a deployment. */
  note: z.string().optional(),
});
export type PackageState = z.infer<typeof PackageStateSchema>;

export const HostStateSchema = z.object({
  host: z.string(),
  /** When the host answered, ISO 8601. */
  checkedAt: z.string(),
  packages: z.array(PackageStateSchema),
});
export type HostState = z.infer<typeof HostStateSchema>;

export const SecretKindSchema = z.enum(['password', 'passphrase']);
export type SecretKind = z.infer<typeof SecretKindSchema>;

const HostParams = z.object({ host: z.string().min(1) });
const tags = ['Hosts'];

export const hosts = {
  list: operation
    .meta({ failureTitle: 'Failed to list hosts' })
    .route({
      method: 'GET',
      path: '/hosts',
      operationId: 'ListHosts',
      summary: 'List hosts and their packages, from the inventory alone',
      tags,
    })
    .output(z.object({ hosts: z.array(HostSummarySchema) })),

  state: operation
    .meta({ failureTitle: 'Failed to read the state of the host' })
    .route({
      method: 'GET',
      path: '/hosts/{host}/state',
      operationId: 'GetHostState',
      summary: 'Ask one host for the current version of each of its packages',
      tags,
    })
    .input(z.object({ params: HostParams }))
    .output(HostStateSchema),

  trustHostKey: operation
    .meta({ failureTitle: 'Failed to trust the host key' })
    .route({
      method: 'POST',
      path: '/hosts/{host}/host-key',
      operationId: 'TrustHostKey',
      summary: 'Trust the key that an unknown host presents, if it has this fingerprint',
      tags,
    })
    .input(
      z.object({
        params: HostParams,
        body: z.object({
          fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must look like SHA256:…'),
        }),
      }),
    )
    .output(z.object({ host: z.string(), fingerprint: z.string() })),

  setSecret: operation
    .meta({ failureTitle: 'Failed to keep the secret' })
    .route({
      method: 'POST',
      path: '/hosts/{host}/secret',
      operationId: 'SetHostSecret',
      summary: 'Give the password of a host or the passphrase of its key',
      tags,
    })
    .input(
      z.object({
        params: HostParams,
        body: z.object({
          kind: SecretKindSchema,
          secret: oneLine(4096),
          /** False: kept until the application ends, in memory only. */
          remember: z.boolean().default(false),
        }),
      }),
    )
    .output(z.object({ remembered: z.boolean() })),
};
