import { OpenAPIGenerator } from '@orpc/openapi';
import { traverseContractProcedures } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { version } from '../../../../package.json';
import { contract } from '../../../contract';
import { accessOf } from '../../../contract/access';
import { ERROR_CODES, ErrorBodySchema } from '../../../contract/errors';
import { errorBody } from './error-body';
import { type ExampleSchema, exampleOf } from './example';

type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>;
type Content = Record<string, { schema?: unknown; example?: unknown; examples?: unknown }>;
interface Operation {
  operationId?: string;
  description?: string;
  parameters?: { name: string; schema?: unknown; example?: unknown }[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; headers?: object; content?: Content }>;
}

const HEADERS = {
  'X-Correlation-Id': {
    description: "The request's id, as in the log and on record. A request may bring its own.",
    schema: { type: 'string' },
  },
};
const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds after which it is worth trying again.', schema: { type: 'integer' } },
};

/** The OpenAPI document, derived from the contract: with examples, and with every code that an operation can fail with. */
export async function openApiDocument(url: string): Promise<Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: 'Holdfast',
      version,
      description:
        'Backups of docker-compose packages on many hosts. Every failure has the same body, with a stable `code`, a ' +
        'sentence for the operator and the correlation id under which it is logged and on record.',
    },
    servers: [{ url }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token that `serve` prints, or one made by `holdfast token create`.',
        },
      },
    },
    commonSchemas: { Error: { schema: ErrorBodySchema } },
    customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/Error' }),
  });
  const error = document.components?.schemas?.Error as { properties: { code: object } } | undefined;
  if (error) error.properties.code = { type: 'string', enum: Object.keys(ERROR_CODES) };
  const scopes = scopesByOperation();
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path ?? {}) as Operation[]) complete(operation, scopes);
  }
  return document;
}

function scopesByOperation(): Map<string | undefined, string> {
  const scopes = new Map<string | undefined, string>();
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: { '~orpc': operation } }) => {
    scopes.set(operation.route.operationId, accessOf(operation));
  });
  return scopes;
}

/** Adds what the generator does not know: the scope, examples, headers, and the codes behind each status. */
function complete(operation: Operation, scopes: Map<string | undefined, string>): void {
  const scope = `Needs a token with the scope \`${scopes.get(operation.operationId)}\`.`;
  operation.description = operation.description ? `${operation.description} ${scope}` : scope;
  for (const parameter of operation.parameters ?? []) {
    parameter.example = exampleOf((parameter.schema ?? {}) as ExampleSchema, parameter.name);
  }
  addExample(operation.requestBody?.content);
  for (const [status, response] of Object.entries(operation.responses)) {
    response.headers = { ...HEADERS, ...(status === '429' ? RETRY_AFTER : {}) };
    if (Number(status) < 400) addExample(response.content);
    else describeFailure(Number(status), response);
  }
}

function addExample(content: Content | undefined): void {
  const body = content?.['application/json'];
  if (body?.schema) body.example = exampleOf(body.schema as ExampleSchema);
}

function describeFailure(status: number, response: Operation['responses'][string]): void {
  const codes = Object.entries(ERROR_CODES).filter(([, code]) => code.status === status);
  response.description = codes.map(([code]) => `\`${code}\``).join(', ');
  const body = response.content?.['application/json'];
  if (!body) return;
  body.examples = Object.fromEntries(
    codes.map(([code, { message }]) => {
      const correlationId = exampleOf({ type: 'string' }, 'correlationId') as string;
      const data = { title: 'What failed', correlationId, ...(status === 429 ? { retryAfterSeconds: 42 } : {}) };
      return [code, { summary: message, value: errorBody(code, message, data) }];
    }),
  );
}
