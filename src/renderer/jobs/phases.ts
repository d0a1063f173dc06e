/** The steps of each operation in order, as docs/host-protocol.md names them. `rollback` is a step of none. */
const STEPS: Record<string, readonly string[]> = {
  backup: ['prepare', 'copy', 'verify', 'publish'],
  restore: ['check', 'stage', 'stop', 'swap', 'checkout', 'start', 'health', 'commit'],
  undo: ['check', 'stop', 'swap', 'checkout', 'start', 'health', 'commit'],
};

/** Which step of how many a phase is; undefined for a phase outside the plan. */
export function stepOf(operation: string, phase: string): { step: number; steps: number } | undefined {
  const steps = Object.hasOwn(STEPS, operation) ? (STEPS[operation] ?? []) : [];
  const index = steps.indexOf(phase);
  return index < 0 ? undefined : { step: index + 1, steps: steps.length };
}
