import type { Host } from '../../../contract/inventory';
import { hostCommandFailure } from '../ssh/command-failure';
import type { HostConnections } from '../ssh/connections';

/** Runs commands at the same time, each given as its number of words and its words; prints output, NUL, exit code, NUL for each. */
const TOGETHER = `outputs=()
while (($# > 0)); do
  count=$1
  shift
  exec {output}< <("\${@:1:count}" 2>/dev/null </dev/null; printf '\\0%d' "$?")
  outputs+=("$output")
  shift "$count"
done
for output in "\${outputs[@]}"; do
  cat <&"$output"
  printf '\\0'
done`;

export interface Output {
  stdout: string;
  exitCode: number;
}

/** Runs several commands as root in one channel. @throws HoldfastError when they could not be run at all */
export async function runTogether(
  connections: HostConnections,
  host: Host,
  commands: readonly (readonly string[])[],
  options: { timeoutMs: number },
): Promise<Output[]> {
  const words = commands.flatMap((command) => [`${command.length}`, ...command]);
  const argv = ['bash', '-c', TOGETHER, 'holdfast', ...words] as const;
  const result = await connections.exec(host, { argv, asRoot: true }, options);
  if (result.exitCode !== 0) throw hostCommandFailure(host, result);
  const parts = result.stdout.split('\0');
  return commands.map((_, index) => ({
    stdout: parts[2 * index] ?? '',
    exitCode: Number(parts[2 * index + 1] ?? Number.NaN),
  }));
}
