import type { OperationMeta } from './base';

/**
 * What a token may do. `read`: questions. `operate`: backups, restores and what belongs to them. `admin`: also
 * configuration, secrets, host keys and tokens. Each includes the ones before it.
 */
export const ACCESS_SCOPES = ['read', 'operate', 'admin'] as const;
export type AccessScope = (typeof ACCESS_SCOPES)[number];

/** The scope that an operation needs: what its meta says, else `read` for a GET and, to be safe, `admin` for others. */
export function accessOf({ meta, route }: { meta: OperationMeta; route: { method?: string } }): AccessScope {
  return meta.access ?? (route.method === 'GET' ? 'read' : 'admin');
}

/** Whether a scope includes another. */
export function permits(scope: AccessScope, needed: AccessScope): boolean {
  return ACCESS_SCOPES.indexOf(scope) >= ACCESS_SCOPES.indexOf(needed);
}
