import { z } from 'zod';
import { operation } from './base';
import { RestoreConfirmationSchema } from './settings';

export const ApplicationInfoSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** Where the view runs. */
  shell: z.enum(['desktop', 'web']),
  /** True when the hosts are the embedded ones of `npm run demo`. */
  demo: z.boolean(),
  /** What the operator should know of this start, such as a document that could not be read and was kept aside. */
  notices: z.array(z.string()).default([]),
  /** When a restore asks for the package's name. */
  confirmRestore: RestoreConfirmationSchema,
});
export type ApplicationInfo = z.infer<typeof ApplicationInfoSchema>;

export const application = {
  info: operation
    .meta({ failureTitle: 'Failed to read application details' })
    .route({
      method: 'GET',
      path: '/info',
      operationId: 'GetApplicationInfo',
      summary: 'Say which version of Holdfast answers',
      tags: ['Application'],
    })
    .output(ApplicationInfoSchema),
};
