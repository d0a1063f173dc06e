import { z } from 'zod';
import { operation } from './base';

export const RestStatusSchema = z.object({
  /** Whether it is to run, now and after the next start. */
  enabled: z.boolean(),
  /** Where it answers now, null when it does not. */
  url: z.string().nullable(),
  port: z.number().int(),
  /** False where the application is nothing but REST and the page. */
  switchable: z.boolean(),
});
export type RestStatus = z.infer<typeof RestStatusSchema>;

const tags = ['REST'];

export const rest = {
  status: operation
    .meta({ failureTitle: 'Failed to read whether REST is on', access: 'read' })
    .route({ method: 'GET', path: '/rest', operationId: 'GetRestStatus', summary: 'Say whether REST is on', tags })
    .output(RestStatusSchema),

  change: operation
    .meta({ failureTitle: 'Failed to switch REST', access: 'admin' })
    .route({
      method: 'PUT',
      path: '/rest',
      operationId: 'ChangeRest',
      summary: 'Switch REST beside the desktop window on or off',
      description: 'It answers on loopback only, to requests with a token.',
      tags,
    })
    .input(
      z.object({
        body: z.object({ enabled: z.boolean(), port: z.number().int().min(0).max(65535).optional() }),
      }),
    )
    .output(RestStatusSchema),
};
