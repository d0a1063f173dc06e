import type { Translate } from '../../i18n/i18n';

const OPERATIONS = ['backup', 'restore', 'undo', 'verify', 'recover', 'cleanup'] as const;
export type OperationKey = (typeof OPERATIONS)[number] | 'other';

/** The operation's key in the catalogue; hosts of tomorrow may run others. */
export function operationKey(operation: string): OperationKey {
  return OPERATIONS.find((known) => known === operation) ?? 'other';
}

/** Such as "Copying data"; the phase's own name where it is not known. */
export function phaseText(phase: string, t: Translate): string {
  return t(`jobs:phase.${phase as 'copy'}`, { defaultValue: phase });
}
