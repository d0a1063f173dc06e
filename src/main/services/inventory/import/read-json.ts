import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { HoldfastError } from '../../../../contract/errors';

/**
 * Reads JSON with comments and trailing commas, as .NET and people write it.
 * @throws HoldfastError BAD_REQUEST that names file and line
 */
export function readJson(name: string, text: string): unknown {
  const errors: ParseError[] = [];
  const document: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first === undefined) return document;
  const line = text.slice(0, first.offset).split('\n').length;
  throw new HoldfastError(
    'BAD_REQUEST',
    `${name} is not valid JSON: ${printParseErrorCode(first.error)} in line ${line}.`,
    {
      field: 'files',
    },
  );
}
