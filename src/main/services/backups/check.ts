import type { z } from 'zod';
import { HoldfastError } from '../../../contract/errors';

/** The services' own check of what the contract checked already: callers other than routers exist. */
export function check(schema: z.ZodType, field: string, value: unknown): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  const issues = parsed.error.issues.map(({ message }) => ({ field, message }));
  throw new HoldfastError('BAD_REQUEST', `${field} ${issues[0]?.message}`, { field, issues });
}
