import type { FormInstance } from 'antd';
import type { Failure } from '../../../errors/describe-error';

/** A field as antd's forms name it. */
export type FieldName = (string | number)[];

/** Where a contract's issue belongs in a form: `hosts.3.auth.keyPath` and `body.auth.keyPath` are the form's `auth.keyPath`. */
export function fieldNameOf(field: string): FieldName {
  return field
    .replace(/^(body\.)?(hosts\.\d+\.)?(packages\.\d+\.)?/, '')
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/**
 * Shows what the server says of each field at the field.
 * @returns whether all of it was said there: else the form shows the error as a whole
 */
export function showIssues(
  form: Pick<FormInstance, 'setFields' | 'getFieldInstance' | 'getFieldsError'>,
  { code, message, issues }: Pick<Failure, 'code' | 'message' | 'issues'>,
  nameField: string,
): boolean {
  const found = code === 'NAME_TAKEN' && issues.length === 0 ? [{ field: nameField, message }] : issues;
  const known = new Set(form.getFieldsError().map(({ name }) => name.join('.')));
  const here = found.filter(({ field }) => known.has(fieldNameOf(field).join('.')));
  form.setFields(here.map(({ field, message: text }) => ({ name: fieldNameOf(field), errors: [text] })));
  return here.length > 0 && here.length === found.length;
}
