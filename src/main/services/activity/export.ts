import type { ActivityEntry } from '../../../contract/activity';

const COLUMNS = [
  'seq',
  'time',
  'operation',
  'outcome',
  'code',
  'user',
  'token',
  'via',
  'host',
  'packageName',
  'arguments',
  'durationMs',
  'correlationId',
  'previous',
  'hash',
] as const satisfies (keyof ActivityEntry)[];

/** RFC 4180: a header, every field in double quotes, lines that end with CRLF. */
export function exportCsv(entries: readonly ActivityEntry[]): string {
  const rows = entries.map((entry) => COLUMNS.map((column) => cell(entry[column])).join(','));
  return [COLUMNS.map(cell).join(','), ...rows, ''].join('\r\n');
}

export function exportJson(entries: readonly ActivityEntry[]): string {
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** Spreadsheets run a text that begins like a formula: an apostrophe makes it a text. */
function cell(value: unknown): string {
  const text = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
