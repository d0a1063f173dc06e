import { z } from 'zod';
import { HostParams, operation } from './base';

/** How Holdfast's scripts stand on a host. `foreign`: only AutoUpdater's own are there. `newer`: another Holdfast put newer ones there. */
export const HostScriptsStateSchema = z.enum(['missing', 'outdated', 'current', 'newer', 'foreign']);
export type HostScriptsState = z.infer<typeof HostScriptsStateSchema>;

export const HostScriptsSchema = z.object({
  host: z.string(),
  state: HostScriptsStateSchema,
  /** Version on the host, such as `0.1.0-3f2a91c05d7e` (tool version and content); null where none is installed. */
  installedVersion: z.string().nullable(),
  /** Version that `install` would put there. */
  availableVersion: z.string(),
  /** Version that `rollback` would go back to. */
  previousVersion: z.string().nullable(),
  /** Folder on the host that holds all versions. */
  directory: z.string(),
  /** True when the host finishes or rolls back a cut-off restore by itself when it starts (needs systemd). */
  recoversAtBoot: z.boolean(),
  /** One sentence for the operator. */
  message: z.string(),
});
export type HostScripts = z.infer<typeof HostScriptsSchema>;

export const HostScriptsChangeSchema = HostScriptsSchema.extend({
  /** `repaired`: this version was there with damaged files. */
  outcome: z.enum(['installed', 'alreadyInstalled', 'repaired', 'rolledBack', 'uninstalled', 'nothingToDo']),
  /** What is not as one would expect although it succeeded. */
  warnings: z.array(z.string()),
});
export type HostScriptsChange = z.infer<typeof HostScriptsChangeSchema>;

const tags = ['Hosts'];

/** Putting Holdfast's scripts on a host. They stand outside every checkout: docs/decisions/0003. */
export const hostScripts = {
  scripts: operation
    .meta({ failureTitle: 'Failed to look for the scripts on the host' })
    .route({
      method: 'GET',
      path: '/hosts/{host}/scripts',
      operationId: 'GetHostScripts',
      summary: 'Say which version of the scripts a host has',
      tags,
    })
    .input(z.object({ params: HostParams }))
    .output(HostScriptsSchema),

  install: operation
    .meta({ failureTitle: 'Failed to install the scripts on the host', access: 'admin' })
    .route({
      method: 'POST',
      path: '/hosts/{host}/install',
      operationId: 'InstallHostScripts',
      summary: 'Install or repair the scripts on a host',
      description: 'Newer scripts are kept, with 409 SCRIPTS_NEWER, unless `replaceNewer` is true.',
      tags,
    })
    .input(
      z.object({
        params: HostParams,
        body: z.object({ replaceNewer: z.boolean().default(false) }, { error: 'must be a JSON object' }).optional(),
      }),
    )
    .output(HostScriptsChangeSchema),

  rollback: operation
    .meta({ failureTitle: 'Failed to go back to the previous scripts', access: 'admin' })
    .route({
      method: 'POST',
      path: '/hosts/{host}/install/rollback',
      operationId: 'RollBackHostScripts',
      summary: 'Go back to the version of the scripts that was installed before',
      tags,
    })
    .input(z.object({ params: HostParams }))
    .output(HostScriptsChangeSchema),

  uninstall: operation
    .meta({ failureTitle: 'Failed to remove the scripts from the host', access: 'admin' })
    .route({
      method: 'POST',
      path: '/hosts/{host}/uninstall',
      operationId: 'UninstallHostScripts',
      summary: 'Remove all versions of the scripts from a host; backups and data stay',
      tags,
    })
    .input(z.object({ params: HostParams }))
    .output(HostScriptsChangeSchema),
};
