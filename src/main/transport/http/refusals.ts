import type { FastifyRequest } from 'fastify';
import type { ErrorCode } from '../../../contract/errors';
import type { AuditLog } from '../../services/activity/audit-log';
import { onBehalfOf } from '../../services/activity/caller';
import { RateLimit } from '../../services/rest/rate-limit';

/** Refusals that are put on record, a minute: somebody who is refused must not fill the disk. */
const ON_RECORD = 20;

/** Puts on record that a request was refused before it reached any operation. */
export class RefusalRecorder {
  readonly #limit = new RateLimit(ON_RECORD);

  constructor(private readonly audit: AuditLog) {}

  async note(request: FastifyRequest, code: ErrorCode): Promise<void> {
    if (this.#limit.wait('') !== undefined) return;
    this.#limit.count('');
    const { id: correlationId, method, url } = request;
    // The path without its query, which somebody may have put a secret in.
    const path = (url.split('?')[0] ?? '').slice(0, 200);
    const via = path.startsWith('/rpc/') ? 'page' : 'rest';
    await onBehalfOf({ correlationId, via, scope: 'read' }, () =>
      this.audit.note({ operation: 'rest.request', arguments: { method, path } }, Date.now(), code),
    );
  }
}
