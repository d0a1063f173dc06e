import type { AnySchema } from '@orpc/contract';
import { HoldfastError } from '../../contract/errors';
import type { PackageDirectory } from '../services/packages/package-directory';
import type { Call } from './record';

/**
 * Holds a call to its rate limit, over REST only: a person at the window cannot click that fast by mistake. An `admin`
 * could raise the limit, so it holds the tokens of programs. Only what succeeded counts, so that a failure can be tried
 * again at once.
 * @throws HoldfastError RATE_LIMITED
 */
export async function holdToLimit<T>(call: Call, action: () => Promise<T>): Promise<T> {
  const { application, caller, operation, input } = call;
  const limit = operation.meta.rateLimit && application.rateLimits[operation.meta.rateLimit];
  const limited =
    limit && caller.via === 'rest' && caller.scope !== 'admin' && (await isValid(operation.inputSchema, input));
  const key = limited ? packageKey(application.packages, input) : undefined;
  if (!limit || key === undefined) return action();
  const seconds = limit.wait(key);
  if (seconds !== undefined) {
    throw new HoldfastError('RATE_LIMITED', `A backup of this package was created just now: wait ${seconds} s.`, {
      retryAfterSeconds: seconds,
      remedy: 'Try again after that time, or raise "rateLimits.createPerMinute" in settings.json.',
    });
  }
  const result = await action();
  limit.count(key);
  return result;
}

/** What is not valid is told so, however soon it comes. */
async function isValid(schema: AnySchema | undefined, input: unknown): Promise<boolean> {
  const result = await schema?.['~standard'].validate(input);
  return result?.issues === undefined;
}

/** Which package an input means; undefined when it means none, which the operation itself says best. */
function packageKey(packages: PackageDirectory, input: unknown): string | undefined {
  const { params, query } = (input ?? {}) as { params?: { packageName?: unknown }; query?: { host?: unknown } };
  const { packageName } = params ?? {};
  const host = query?.host;
  if (typeof packageName !== 'string' || (host !== undefined && typeof host !== 'string')) return undefined;
  try {
    const resolved = packages.resolve({ packageName, host });
    return JSON.stringify([resolved.host.name, resolved.name]);
  } catch (error) {
    if (error instanceof HoldfastError) return undefined;
    throw error;
  }
}
