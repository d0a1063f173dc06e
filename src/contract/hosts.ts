import { z } from 'zod';
import { HostParams, oneLine, operation } from './base';
import { HostSchema } from './inventory';

export type { HostState, PackageState } from './host-state';

/** A package as the overview shows it; no connection is needed for any of this. */
export const PackageSummarySchema = z.object({
  name: z.string(),
  /** Folder of the package on the host. */
  folder: z.string(),
  repositoryUrl: z.string().optional(),
  backupEnabled: z.boolean(),
  /** Hours after which the newest backup counts as old. */
  staleAfterHours: z.number(),
});
export type PackageSummary = z.infer<typeof PackageSummarySchema>;

export const HostSummarySchema = z.object({
  name: z.string(),
  address: z.string(),
  port: z.number().int(),
  user: z.string(),
  /** Name of the host to connect through. */
  jumpHost: z.string().nullable(),
  packages: z.array(PackageSummarySchema),
});
export type HostSummary = z.infer<typeof HostSummarySchema>;

export const SecretKindSchema = z.enum(['password', 'passphrase']);
export type SecretKind = z.infer<typeof SecretKindSchema>;

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

  trustHostKey: operation
    .meta({ failureTitle: 'Failed to trust the host key', access: 'admin' })
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
          /** The host as a form has it that is not saved yet; default: the saved one. */
          draft: HostSchema.optional(),
        }),
      }),
    )
    .output(z.object({ host: z.string(), fingerprint: z.string() })),

  setSecret: operation
    .meta({ failureTitle: 'Failed to keep the secret', access: 'admin' })
    .route({
      method: 'POST',
      path: '/hosts/{host}/secret',
      operationId: 'SetHostSecret',
      summary: 'Give the password of a host or the passphrase of its key',
      description: 'A host that is not saved yet may be given a secret for this run only (`remember` false).',
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
