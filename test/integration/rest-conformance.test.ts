import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ERROR_CODES, ErrorBodySchema } from '../../src/contract/errors';
import { type HttpServer, startHttpServer } from '../../src/main/transport/http/server';
import { FakeHost } from '../support/fake-host';
import { twoHosts } from '../support/inventory';
import { anyInvalid, valueFor } from '../support/schema-values';
import { testApplication } from '../support/test-application';

/** Requests of every kind, made from our own OpenAPI document. */
const RUNS = 2500;
/** Milliseconds within which every answer must have come, however odd the request: far more than any takes. */
const PATIENCE = 20_000;

interface Operation {
  method: string;
  path: string;
  parameters: { name: string; in: string; required?: boolean; schema: object }[];
  body: object | undefined;
  statuses: string[];
}

interface DocumentedOperation {
  parameters?: Operation['parameters'];
  requestBody?: { content: { 'application/json': { schema: object } } };
  responses: object;
}

const TOKEN = 'owner';
/** What a script answers is as odd as what a client asks: the seed decides. */
const ANSWERS = [
  '',
  '{}',
  'null',
  '[]',
  '{"success":true}',
  '<html>',
  '{"message":"no","code":"BUSY"}',
  '\0'.repeat(9),
];
let turn = 0;
const host = new FakeHost(() => {
  turn += 1;
  if (turn % 11 === 0) return new Error('/root/secret at Object.<anonymous> (/srv/x.js:1:1)');
  return { exitCode: turn % 3 === 0 ? 1 : 0, stdout: ANSWERS[turn % ANSWERS.length] ?? '' };
});
const { application, dataDirectory, remove } = testApplication(host, twoHosts());
let server: HttpServer;
let operations: Operation[];

beforeAll(async () => {
  server = await startHttpServer(application, { port: 0, token: TOKEN, pageDirectory: tmpdir() });
  const document = await (await fetch(`${server.url}/api/docs/openapi.json`)).json();
  operations = Object.entries<Record<string, DocumentedOperation>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json'].schema,
      statuses: Object.keys(responses),
    })),
  );
});
afterAll(async () => {
  await server.close();
  remove();
});

interface Request {
  method: string;
  url: string;
  body: string | undefined;
  headers: Record<string, string>;
}

/** A request to an operation whose parts are each right, wrong or missing. */
function requestTo(operation: Operation): fc.Arbitrary<Request> {
  const part = (schema: object) =>
    fc.oneof({ weight: 4, arbitrary: valueFor(schema) }, { weight: 1, arbitrary: anyInvalid });
  const parameters = operation.parameters.map(({ name, in: place, required, schema }) =>
    fc.tuple(fc.constant({ name, place }), required ? part(schema) : fc.option(part(schema), { nil: undefined })),
  );
  const none: fc.Arbitrary<unknown> = fc.constant(undefined);
  const body = operation.body ? fc.option(part(operation.body), { nil: undefined, freq: 8 }) : none;
  return fc
    .tuple(
      fc.tuple(...parameters),
      body,
      fc.oneof(
        { weight: 9, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
      ),
      fc.constantFrom('application/json', 'application/json', 'text/plain', 'multipart/form-data; boundary=x', ''),
    )
    .map(([values, json, raw, contentType]) => {
      let url = operation.path;
      const query = new URLSearchParams();
      for (const [{ name, place }, value] of values) {
        if (value === undefined) continue;
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        if (place === 'path') url = url.replace(`{${name}}`, () => encode(text));
        else query.append(name, wellFormed(text));
      }
      const mayHaveBody = !['GET', 'DELETE'].includes(operation.method);
      return {
        method: operation.method,
        url: query.size > 0 ? `${url}?${query}` : url,
        body: mayHaveBody ? (raw ?? (json === undefined ? undefined : JSON.stringify(json))) : undefined,
        headers: (contentType === '' ? {} : { 'Content-Type': contentType }) as Record<string, string>,
      };
    });
}

/** Half a surrogate pair cannot be part of a URL. */
const wellFormed = (text: string) => Buffer.from(text).toString();

/** A segment of a path; "." and ".." would be another path. */
function encode(text: string): string {
  const segment = encodeURIComponent(wellFormed(text));
  return /^\.{0,2}$/.test(segment) ? '%20' : segment;
}

/** What must never be in an answer: paths of this machine, frames of a stack. */
const LEAKS = [/\bat .+\.[cm]?[jt]s:\d+/, /node_modules/, /\/root\/secret/, /\/srv\//, new RegExp(dataDirectory)];

async function check({ method, url, body, headers }: Request, statuses: string[]): Promise<void> {
  const response = await fetch(server.url + url, {
    method,
    body,
    headers: { Authorization: `Bearer ${TOKEN}`, ...headers },
    signal: AbortSignal.timeout(PATIENCE),
  });
  const text = await response.text();
  for (const leak of LEAKS) expect(text).not.toMatch(leak);
  expect(response.headers.get('X-Correlation-Id')).toBeTruthy();
  expect([...statuses, '404'], text).toContain(String(response.status));
  if (response.status < 400) return;
  const failure = ErrorBodySchema.parse(JSON.parse(text));
  expect(Object.keys(ERROR_CODES)).toContain(failure.code);
  expect(ERROR_CODES[failure.code as keyof typeof ERROR_CODES].status).toBe(response.status);
  expect(failure.message).not.toBe('');
  expect(failure.correlationId).toBe(response.headers.get('X-Correlation-Id'));
}

it('answers any request with what its document says', { timeout: 180_000 }, async () => {
  const request = fc.nat().chain((seed) => {
    const operation = operations[seed % operations.length] as Operation;
    return requestTo(operation).map((made) => ({ made, statuses: operation.statuses }));
  });
  await fc.assert(
    fc.asyncProperty(request, ({ made, statuses }) => check(made, statuses)),
    { numRuns: RUNS },
  );
});

it('answers any path and method', { timeout: 60_000 }, async () => {
  const path = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `/api/${encodeURI(wellFormed(text))}`);
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS');
  await fc.assert(
    fc.asyncProperty(path, method, async (url, method) => {
      const response = await fetch(server.url + url, { method, headers: { Authorization: `Bearer ${TOKEN}` } });
      const text = await response.text();
      for (const leak of LEAKS) expect(text).not.toMatch(leak);
      if (response.status >= 500) expect(Object.keys(ERROR_CODES)).toContain(JSON.parse(text).code);
    }),
    { numRuns: 400 },
  );
});

it('is still alive and has the same inventory form as before', async () => {
  const response = await fetch(`${server.url}/api/hosts`, { headers: { Authorization: `Bearer ${TOKEN}` } });
  expect(response.status).toBe(200);
});
