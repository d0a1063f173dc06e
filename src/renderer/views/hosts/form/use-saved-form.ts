import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { useApi } from '../../../connection/api-context';
import { describeError } from '../../../errors/describe-error';
import { useTranslate } from '../../../i18n/use-translate';
import { showIssues } from './field-issues';

/**
 * A form that the application checks when it is saved: what it says of a field stands at the field.
 * @param nameField the field that a taken name is about
 */
export function useSavedForm<Values>(
  nameField: string,
  save: (values: Values) => Promise<unknown>,
  onSaved: () => void,
) {
  const t = useTranslate();
  const { orpc } = useApi();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Values>();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: orpc.hosts.key() }),
        queryClient.invalidateQueries({ queryKey: orpc.inventory.key() }),
      ]);
      onSaved();
    },
  });
  const submit = (values: Values) =>
    mutate(values, {
      onError: (failure) => {
        if (showIssues(form, describeError(failure, t), nameField)) reset();
      },
    });
  return { form, submit, saving: isPending, error };
}
