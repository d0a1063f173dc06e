import { readFileSync } from 'node:fs';
import type { ActivityEntry, ActivityFilter, ActivityProof } from '../../../contract/activity';
import type { AuditFile } from './audit-file';
import { readSealed } from './chain';
import { exportCsv, exportJson } from './export';
import { verifyChain } from './verify-chain';

export interface ActivityPage {
  /** Newest first. */
  entries: ActivityEntry[];
  next: number | null;
}

/** Reads what `AuditLog` put on record. */
export class ActivityService {
  constructor(private readonly record: AuditFile) {}

  /** @param before only entries older than this `seq` */
  list(filter: ActivityFilter, limit: number, before = Number.POSITIVE_INFINITY): ActivityPage {
    const entries: ActivityEntry[] = [];
    for (const entry of this.#newestFirst()) {
      if (entry.seq >= before || !matches(entry, filter)) continue;
      if (entries.length === limit) return { entries, next: entries.at(-1)?.seq ?? null };
      entries.push(entry);
    }
    return { entries, next: null };
  }

  verify(): ActivityProof {
    return verifyChain(this.record);
  }

  export(filter: ActivityFilter, format: 'csv' | 'json') {
    const entries = [...this.#newestFirst()].filter((entry) => matches(entry, filter)).reverse();
    const content = format === 'csv' ? exportCsv(entries) : exportJson(entries);
    const day = new Date().toISOString().slice(0, 10);
    return {
      filename: `holdfast-activity-${day}.${format}`,
      mediaType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
      content,
      entries: entries.length,
    };
  }

  /** Lines that do not hold are left out: `verify` names them. */
  *#newestFirst(): Generator<ActivityEntry> {
    for (const file of this.record.files().reverse()) {
      for (const line of readFileSync(file, 'utf8').split('\n').reverse()) {
        const entry = line === '' ? undefined : readSealed(line);
        if (entry) yield entry;
      }
    }
  }
}

function matches(entry: ActivityEntry, { from, to, text, ...equal }: ActivityFilter): boolean {
  const time = Date.parse(entry.time);
  if (from !== undefined && time < Date.parse(from)) return false;
  if (to !== undefined && time >= Date.parse(to)) return false;
  const fields = ['host', 'packageName', 'operation', 'outcome'] as const;
  if (fields.some((field) => equal[field] !== undefined && entry[field] !== equal[field])) return false;
  return text === undefined || JSON.stringify(entry).toLowerCase().includes(text.toLowerCase());
}
