/** A file that is no inventory, with the reason for the operator. */
export class InventoryFileError extends Error {
  override readonly name = 'InventoryFileError';
}

/** Parses the text of an inventory file. @throws InventoryFileError */
export function readInventory(text: string, fileName: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InventoryFileError(`${fileName} is not valid JSON: ${reason}`, { cause });
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new InventoryFileError(`${fileName} holds no JSON object with "hosts".`);
  }
  return document as Record<string, unknown>;
}
