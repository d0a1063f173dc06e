import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs a runner that writes a JSON report to a file.
 * @template T
 * @param {(file: string) => Promise<T>} runner
 * @returns {Promise<{result: T, report: object | undefined}>} no report: the runner broke down before it wrote one
 */
export async function withReportFile(runner) {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-report-'));
  try {
    const file = join(folder, 'report.json');
    const result = await runner(file);
    return { result, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
