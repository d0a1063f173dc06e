import type { z } from 'zod';
import { type FieldIssue, HoldfastError } from '../../../contract/errors';
import { type Inventory, InventorySchema } from '../../../contract/inventory';

export interface ParsedInventory {
  inventory: Inventory;
  /** One sentence for each field that Holdfast does not know and ignores. */
  warnings: string[];
}

/**
 * Checks an inventory document without a connection.
 * @param source what the document is, for the message: a file's path or "the request".
 * @throws HoldfastError BAD_REQUEST that names every wrong field.
 */
export function parseInventory(document: unknown, source: string): ParsedInventory {
  const parsed = InventorySchema.safeParse(document);
  if (!parsed.success) {
    const issues = fieldIssues(parsed.error.issues);
    const list = issues.map(({ field, message }) => `${field || 'document'}: ${message}`).join('; ');
    throw new HoldfastError('BAD_REQUEST', `The inventory in ${source} is not valid: ${list}`, {
      issues,
      field: issues[0]?.field,
    });
  }
  return {
    inventory: parsed.data,
    warnings: unknownFields(document, parsed.data).map((field) => `${field} is not a known field and is ignored`),
  };
}

/** zod's issues in the contract's form, with dotted paths. */
export function fieldIssues(issues: readonly z.core.$ZodIssue[]): FieldIssue[] {
  return issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message }));
}

/** Paths of keys that the schema dropped: what the document has and its parsed form has not. */
function unknownFields(document: unknown, parsed: unknown, path = ''): string[] {
  if (typeof document !== 'object' || document === null) return [];
  if (typeof parsed !== 'object' || parsed === null) return [];
  return Object.entries(document).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    if (!Object.hasOwn(parsed, key)) return [here];
    return unknownFields(value, (parsed as Record<string, unknown>)[key], here);
  });
}
