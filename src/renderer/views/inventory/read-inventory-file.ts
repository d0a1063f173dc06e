/** A file that is no inventory; `message` is the parser's reason. */
export class InventoryFileError extends Error {
  override readonly name = 'InventoryFileError';

  constructor(
    readonly problem: 'notJson' | 'notObject',
    options?: { cause: unknown },
  ) {
    super(options?.cause instanceof Error ? options.cause.message : problem, options);
  }
}

/** Parses the text of an inventory file. @throws InventoryFileError */
export function readInventory(text: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new InventoryFileError('notJson', { cause });
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new InventoryFileError('notObject');
  }
  return document as Record<string, unknown>;
}
