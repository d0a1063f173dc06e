import type { ImportRow } from '../../../contract/inventory-import';

/** Rows that can be applied: something would come of them. */
export function canBeChosen({ status }: Pick<ImportRow, 'status'>): boolean {
  return status === 'new' || status === 'changed';
}

/** What is chosen at first: everything that is new. What would change something is the operator's decision. */
export function choosable(rows: readonly ImportRow[]): string[] {
  return rows.filter(({ status }) => status === 'new').map(({ id }) => id);
}
