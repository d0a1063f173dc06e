import { traverseContractProcedures } from '@orpc/server';
import { beforeAll, expect, it } from 'vitest';
import { contract } from '../../../src/contract';
import { ERROR_CODES, ErrorBodySchema } from '../../../src/contract/errors';
import { openApiDocument } from '../../../src/main/transport/http/openapi';

/** As loosely as a client reads it. */
// biome-ignore lint/suspicious/noExplicitAny: a JSON document
let operations: Record<string, any>;

beforeAll(async () => {
  const document = await openApiDocument('http://127.0.0.1:4711');
  const all = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path ?? {}));
  operations = Object.fromEntries(
    all.map((operation) => [(operation as { operationId: string }).operationId, operation]),
  );
});

it('describes every operation of the contract, with the scope that it needs', () => {
  let count = 0;
  traverseContractProcedures(
    { router: contract, path: [] },
    ({
      contract: {
        '~orpc': { route },
      },
    }) => {
      expect(operations[route.operationId ?? '']?.description).toMatch(
        /Needs a token with the scope `(read|operate|admin)`/,
      );
      count += 1;
    },
  );
  expect(Object.keys(operations)).toHaveLength(count);
});

it('gives a request example for every body, and each is valid', async () => {
  const invalid: string[] = [];
  const checks: Promise<void>[] = [];
  traverseContractProcedures(
    { router: contract, path: [] },
    ({
      contract: {
        '~orpc': { route, inputSchema },
      },
    }) => {
      const operation = operations[route.operationId ?? ''];
      const inPlace = (place: string) =>
        Object.fromEntries(
          (operation.parameters ?? [])
            .filter((parameter: { in: string }) => parameter.in === place)
            .map(({ name, example }: { name: string; example: unknown }) => [name, example]),
        );
      const body = operation.requestBody?.content['application/json'].example;
      const input = { params: inPlace('path'), query: inPlace('query'), ...(body === undefined ? {} : { body }) };
      if (operation.requestBody) expect(body, route.operationId).toBeDefined();
      checks.push(
        Promise.resolve(inputSchema?.['~standard'].validate(input)).then((result) => {
          if (result?.issues)
            invalid.push(`${route.operationId}: ${JSON.stringify(result.issues)} of ${JSON.stringify(input)}`);
        }),
      );
    },
  );
  await Promise.all(checks);
  expect(invalid).toEqual([]);
});

it('gives an example of every failure', () => {
  const { responses } = operations.RestoreBackup;
  const seen = Object.values(responses as Record<string, { content: { 'application/json': { examples?: object } } }>)
    .flatMap(({ content }) => Object.entries(content['application/json'].examples ?? {}))
    .map(([code, { value }]) => {
      expect(ErrorBodySchema.parse(value).code).toBe(code);
      return code;
    });
  expect(seen.sort()).toEqual(Object.keys(ERROR_CODES).sort());
  expect(responses['429'].headers).toHaveProperty('Retry-After');
});
