import { z } from 'zod';
import { operation } from './base';
import { HostSchema, InventorySchema } from './inventory';

/** Where hosts and packages come from. `sshConfig` without files reads ~/.ssh/config of the machine Holdfast runs on. */
export const ImportFormatSchema = z.enum(['holdfast', 'autoUpdater', 'sshConfig']);
export type ImportFormat = z.infer<typeof ImportFormatSchema>;

/** What is to be imported: given again, unchanged, when rows of its preview are applied. */
export const ImportSourceSchema = z.object({
  format: ImportFormatSchema,
  /** Several only for `autoUpdater`: later ones override earlier ones, as .NET layers appsettings files. */
  files: z
    .array(z.object({ name: z.string().min(1).max(255), text: z.string().max(1024 * 1024) }))
    .max(10)
    .default([]),
  /** For `autoUpdater`, whose file often lacks the host's own name and address, or has them as its container sees them. */
  host: HostSchema.pick({ name: true, address: true, user: true })
    .extend({ port: HostSchema.shape.port.unwrap() })
    .partial()
    .optional(),
});
export type ImportSource = z.infer<typeof ImportSourceSchema>;

/** `same`: there is nothing to do. `changed`: it would change what is there. `invalid`: it cannot be applied. */
export const ImportStatusSchema = z.enum(['new', 'same', 'changed', 'invalid']);
export type ImportStatus = z.infer<typeof ImportStatusSchema>;

export const ImportRowSchema = z.object({
  /** Names the row when it is chosen. */
  id: z.string(),
  kind: z.enum(['host', 'package']),
  host: z.string(),
  /** Set for a package. */
  packageName: z.string().nullable(),
  status: ImportStatusSchema,
  /** Short text of what it is: address and user, or folder. */
  summary: z.string(),
  /** With `changed`: field, now, then. */
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** Why it is invalid, or what the operator should know: a field that is ignored, a secret that is not taken. */
  problems: z.array(z.string()),
});
export type ImportRow = z.infer<typeof ImportRowSchema>;

export const ImportPreviewSchema = z.object({
  rows: z.array(ImportRowSchema),
  /** What concerns the document as a whole. */
  problems: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof ImportPreviewSchema>;

export const ImportResultSchema = z.object({
  /** Hosts by name, packages as HOST/PACKAGE. */
  added: z.array(z.string()),
  updated: z.array(z.string()),
});
export type ImportResult = z.infer<typeof ImportResultSchema>;

const tags = ['Inventory'];

/** Import in two steps, and export. */
export const inventoryImport = {
  previewImport: operation
    .meta({ failureTitle: 'Failed to read what is to be imported', access: 'admin' })
    .route({
      method: 'POST',
      path: '/inventory/import/preview',
      operationId: 'PreviewImport',
      summary: 'Say what an import would add and change; nothing is kept',
      tags,
    })
    .input(z.object({ body: ImportSourceSchema }))
    .output(ImportPreviewSchema),

  applyImport: operation
    .meta({ failureTitle: 'Failed to import', access: 'admin' })
    .route({
      method: 'POST',
      path: '/inventory/import/apply',
      operationId: 'ApplyImport',
      summary: 'Import the chosen rows of a preview, all or none',
      description: 'A package needs its host: known already, or chosen too.',
      tags,
    })
    .input(z.object({ body: ImportSourceSchema.extend({ rows: z.array(z.string()).min(1, 'must name a row') }) }))
    .output(ImportResultSchema),

  exportInventory: operation
    .meta({ failureTitle: 'Failed to export the inventory' })
    .route({
      method: 'GET',
      path: '/inventory/export',
      operationId: 'ExportInventory',
      summary: 'Hosts and packages as a document that can be imported; without passwords in URLs or any other secret',
      tags,
    })
    .output(InventorySchema),
};
