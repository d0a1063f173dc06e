import { z } from 'zod';
import { oneLine, operation } from './base';

/** A file or folder on a host: absolute, one line. */
const HostPath = oneLine(4096).regex(/^\//, 'must be an absolute path');

/** How to log in. Secrets are never part of it: they are in the platform's secret store. */
export const AuthSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('privateKey'), keyPath: oneLine(4096) }),
  z.object({ method: z.literal('agent') }),
  z.object({ method: z.literal('password') }),
  z.object({ method: z.literal('keyThenPassword'), keyPath: oneLine(4096) }),
]);
export type Auth = z.infer<typeof AuthSchema>;

/** The package's name: the last part of its repository location. */
export function packageNameOf(repositoryLocation: string): string {
  return repositoryLocation.split(/[\\/]/).filter(Boolean).at(-1) ?? '';
}

/**
 * One docker-compose package on a host. Optional folders, service and URL are passed to the host's
 * script only when set: their defaults are the script's (docs/host-protocol.md).
 */
export const PackageSchema = z.object({
  repositoryLocation: oneLine(4096).refine(
    (location) => !['', '.', '..'].includes(packageNameOf(location)),
    'must end with the name of the package',
  ),
  repositoryUrl: oneLine(2048).optional(),
  dockerComposeDirectory: oneLine(4096).default('./'),
  hostRepositoriesRoot: HostPath.default('/var/docker/configuration'),
  backupEnabled: z.boolean().default(false),
  /**
   * Absolute: this script, always. Relative to the package's folder on the host: it is used only while the host has no
   * installed scripts (`scriptsDirectory`).
   */
  backupScriptPath: oneLine(4096).default('es-backup-manage.sh'),
  backupDirectory: HostPath.optional(),
  dataDirectory: HostPath.optional(),
  eventStoreService: oneLine(255)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be the name of a compose service')
    .optional(),
  /** null: health is judged by the container's state alone. */
  healthUrl: z.url('must be a URL').nullable().optional(),
  composeFile: oneLine(4096).optional(),
  logFile: HostPath.optional(),
  /** Hours after which the newest backup counts as old. */
  staleAfterHours: z.number().positive('must be more than 0').max(87_600).default(26),
  /** Archives without a package name in the backup folder, which several packages may share, are this one's. */
  ownsUnlabelledBackups: z.boolean().default(false),
});
export type Package = z.infer<typeof PackageSchema>;

function ownsSameArchives(a: Package, b: Package): boolean {
  return a.ownsUnlabelledBackups && b.ownsUnlabelledBackups && a.backupDirectory === b.backupDirectory;
}

export const HostSchema = z.object({
  name: oneLine(100),
  address: oneLine(255).regex(/^[^\s/@-][^\s/@]*$/, 'must be a host name or an IP address'),
  port: z.number().int().min(1).max(65535).default(22),
  user: oneLine(255).regex(/^[^\s:@-][^\s:@]*$/, 'must be a user name'),
  auth: AuthSchema.default({ method: 'agent' }),
  /** Name of another host of the inventory to connect through. */
  jumpHost: oneLine(100).nullable().default(null),
  /** Also offers what is broken or weak (SHA-1, CBC), for a host that can nothing else. */
  legacyAlgorithms: z.boolean().default(false),
  /** Folder on the host that Holdfast's scripts are installed in: `current` in it is a link to the version in use. */
  scriptsDirectory: HostPath.regex(/[^/]/, 'must not be the root folder').default('/usr/local/lib/holdfast'),
  packages: z
    .array(PackageSchema)
    .default([])
    .superRefine((packages, context) => {
      const seen = new Set<string>();
      packages.forEach((item, index) => {
        const name = packageNameOf(item.repositoryLocation);
        if (seen.has(name)) {
          context.addIssue({
            code: 'custom',
            path: [index, 'repositoryLocation'],
            message: `the host has another package named "${name}"`,
          });
        }
        seen.add(name);
        const rivals = packages.slice(0, index).filter((other) => ownsSameArchives(other, item));
        if (rivals.length > 0) {
          context.addIssue({
            code: 'custom',
            path: [index, 'ownsUnlabelledBackups'],
            message: 'another package owns the unlabelled backups of this backup folder',
          });
        }
      });
    }),
});
export type Host = z.infer<typeof HostSchema>;

/** All hosts and packages that Holdfast knows. Checked without a connection. */
export const InventorySchema = z
  .object({ hosts: z.array(HostSchema).default([]) })
  .superRefine(({ hosts }, context) => {
    const byName = new Map<string, Host>();
    hosts.forEach((host, index) => {
      if (byName.has(host.name)) {
        context.addIssue({
          code: 'custom',
          path: ['hosts', index, 'name'],
          message: `there is another host named "${host.name}"`,
        });
      }
      byName.set(host.name, host);
    });
    for (const [index, host] of hosts.entries()) {
      const fail = (message: string) =>
        context.addIssue({ code: 'custom', path: ['hosts', index, 'jumpHost'], message });
      const visited = new Set([host.name]);
      for (let next = host.jumpHost; next !== null; ) {
        const jump = byName.get(next);
        if (!jump || visited.has(next)) {
          fail(jump ? 'the jump hosts form a circle' : `there is no host named "${next}"`);
          break;
        }
        visited.add(next);
        next = jump.jumpHost;
      }
    }
  });
export type Inventory = z.infer<typeof InventorySchema>;

export const MergeResultSchema = z.object({
  added: z.array(z.string()),
  updated: z.array(z.string()),
  /** Fields that were ignored because Holdfast does not know them. */
  warnings: z.array(z.string()),
});
export type MergeResult = z.infer<typeof MergeResultSchema>;

const tags = ['Inventory'];

export const inventory = {
  get: operation
    .meta({ failureTitle: 'Failed to read the inventory' })
    .route({
      method: 'GET',
      path: '/inventory',
      operationId: 'GetInventory',
      summary: 'Read hosts and packages (no secrets)',
      tags,
    })
    .output(InventorySchema),

  merge: operation
    .meta({ failureTitle: 'Failed to import the inventory', access: 'admin' })
    .route({
      method: 'POST',
      path: '/inventory/merge',
      operationId: 'MergeInventory',
      summary: 'Add the hosts of a document; a host of the same name is replaced',
      tags,
    })
    .input(z.object({ body: z.record(z.string(), z.unknown(), { error: 'must be a JSON object' }) }))
    .output(MergeResultSchema),
};
