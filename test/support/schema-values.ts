import fc from 'fast-check';

/** The part of JSON Schema that the contract's document uses. */
interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

/** Anything at all: mostly wrong wherever it is put. */
export const anyInvalid: fc.Arbitrary<unknown> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '../../etc/passwd',
    '$(id)',
    "';--",
    '%00',
    'toString',
    '__proto__',
    'x'.repeat(3000),
    '\u202e',
    '-rf',
  ),
  fc.double(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Names that lead somewhere in the tests' inventory, so that not all requests end at "not found". */
const KNOWN = ['line-monitor', 'press-line-1', 'rocket-welder', 'backup-20251126-214505.tar.gz', 'v2.4.10', 'none'];

/** Values that fit a schema, or nearly: where it is too clever for us, the server must cope. */
export function valueFor(given: object, depth = 0): fc.Arbitrary<unknown> {
  const schema = given as Schema;
  if (depth > 8) return fc.constant(null);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => valueFor(choice, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(([name, value]) => [name, valueFor(value, depth + 1)]);
      const requiredKeys = (schema.required ?? []).filter((name) => name in (schema.properties ?? {}));
      const model = Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>;
      return fc.record(model, { requiredKeys });
    }
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, depth + 1), { maxLength: 3 });
    case 'string':
      return text(schema);
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -10, -1e9), max: Math.min(schema.maximum ?? 1000, 1e9) });
    case 'number':
      return fc.double({ noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function text({ pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  const known = fc.constantFrom(...KNOWN);
  const free = fc.string({ minLength: Math.min(minLength, 40), maxLength: Math.min(maxLength, 40) });
  if (pattern === undefined) return fc.oneof(known, free);
  try {
    return fc.oneof(known, fc.stringMatching(new RegExp(pattern), { maxLength: 60 }));
  } catch {
    // Its arbitrary does not know every regular expression.
    return fc.oneof(known, free);
  }
}
