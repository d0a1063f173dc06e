import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useOutcome } from '../../components/use-outcome';
import { useApi } from '../../connection/api-context';
import { describeError, type Failure } from '../../errors/describe-error';
import { ImportResult } from './import-result';
import { InventoryFileError, readInventory } from './read-inventory-file';

/** Merges an inventory file into the known hosts, and says what came of it. */
export function useImportInventory() {
  const { client, orpc } = useApi();
  const queryClient = useQueryClient();
  const outcome = useOutcome('import-inventory');
  const { mutate: importFile, isPending: importing } = useMutation({
    mutationFn: async (file: File) => client.inventory.merge({ body: readInventory(await file.text(), file.name) }),
    onMutate: outcome.clear,
    onSuccess: (result) => {
      outcome.completed('Inventory imported', <ImportResult result={result} />, result.warnings.length > 0);
      return queryClient.invalidateQueries({ queryKey: orpc.hosts.key() });
    },
    onError: (error, file) => outcome.failed('Import failed', describeImport(error, file)),
  });
  return { importFile, importing };
}

/** The wrong fields are listed one by one, not in one long sentence. */
function describeImport(error: unknown, file: File): Failure {
  const failure = describeError(error);
  if (error instanceof InventoryFileError) return { ...failure, message: error.message };
  if (failure.issues.length === 0) return failure;
  return { ...failure, message: `${file.name} is not a valid inventory. Nothing was changed.` };
}
