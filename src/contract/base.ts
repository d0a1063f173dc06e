import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { AccessScope } from './access';
import { ERROR_MAP } from './errors';
import './refusals';

/** What the contract says of an operation beyond its shapes. */
export interface OperationMeta {
  /** Title of the error body when the operation fails, such as "Restore failed". */
  failureTitle?: string;
  /** What a token must permit: see access.ts. Everything but `read` is put on record. */
  access?: AccessScope;
  /** The limit of `settings.json` → `rateLimits` that holds for it over REST, a package. */
  rateLimit?: 'createPerMinute';
}

/** Every operation starts from here: it has the closed set of errors. */
export const operation = oc.$meta<OperationMeta>({}).$route({ inputStructure: 'detailed' }).errors(ERROR_MAP);

/** A text that fits on one line: no control characters. `max` counts UTF-16 units. */
export const oneLine = (max = 255) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
    .regex(/^[^\u0000-\u001f\u007f]*$/u, 'must not contain line breaks or control characters');

/** Path parameter of everything that concerns one host. */
export const HostParams = z.object({ host: oneLine() });
/** Path parameter and query of everything that concerns one package. */
export const PackageParams = z.object({ packageName: oneLine() });
/** `host` is needed only where several hosts have a package of that name. */
export const HostQuery = z.object({ host: oneLine().optional() }).default({});

/** Names one package. Without `host`, the name must exist on one host only. */
export interface PackageRef {
  packageName: string;
  host?: string | undefined;
}
