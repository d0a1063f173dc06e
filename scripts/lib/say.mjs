/** Writes one line for people. Always on stderr: stdout belongs to what a command is asked for. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends a command that failed with the message of its error, and no stack trace. */
export function fail(error) {
  say(`holdfast: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
