import { Form, Input } from 'antd';
import { useTranslate } from '../../../i18n/use-translate';

interface TextFieldProps {
  name: string | string[];
  label: string;
  hint?: string | undefined;
  placeholder?: string | undefined;
  required?: boolean;
  autoFocus?: boolean;
}

/** One line of text in a form. */
export function TextField({ name, label, hint, placeholder, required = false, autoFocus = false }: TextFieldProps) {
  const t = useTranslate();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={required ? [{ required, whitespace: true, message: t('hostForm:required', { field: label }) }] : []}
    >
      <Input autoComplete="off" spellCheck={false} placeholder={placeholder} autoFocus={autoFocus} />
    </Form.Item>
  );
}
