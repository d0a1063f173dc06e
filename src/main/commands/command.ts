/** How a command ended. */
export interface CommandResult {
  /** With `--format=json`, on stdout. */
  document: unknown;
  /** Otherwise, on stdout. */
  text: string;
  exitCode: number;
}
