import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useOutcome } from '../../components/use-outcome';
import { useApi } from '../../connection/api-context';
import { describeError, type Failure } from '../../errors/describe-error';
import type { Translate } from '../../i18n/i18n';
import { useTranslate } from '../../i18n/use-translate';
import { ImportResult } from './import-result';
import { InventoryFileError, readInventory } from './read-inventory-file';

/** Merges an inventory file into the known hosts, and says what came of it. */
export function useImportInventory() {
  const t = useTranslate();
  const { client, orpc } = useApi();
  const queryClient = useQueryClient();
  const outcome = useOutcome('import-inventory');
  const { mutate: importFile, isPending: importing } = useMutation({
    mutationFn: async (file: File) => client.inventory.merge({ body: readInventory(await file.text()) }),
    onMutate: outcome.clear,
    onSuccess: (result) => {
      outcome.completed(t('inventory:import.succeeded'), <ImportResult result={result} />, result.warnings.length > 0);
      return queryClient.invalidateQueries({ queryKey: orpc.hosts.key() });
    },
    onError: (error, file) => outcome.failed(t('inventory:import.failed'), describeImport(error, file, t)),
  });
  return { importFile, importing };
}

/** The wrong fields are listed one by one, not in one long sentence. */
function describeImport(error: unknown, file: File, t: Translate): Failure {
  const failure = describeError(error, t);
  if (error instanceof InventoryFileError) {
    return { ...failure, message: t(`inventory:import.${error.problem}`, { file: file.name, reason: error.message }) };
  }
  if (failure.issues.length === 0) return failure;
  return { ...failure, message: t('inventory:import.notValid', { file: file.name }) };
}
