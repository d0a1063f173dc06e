import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { version } from '../../../../package.json';
import { contract } from '../../../contract';
import { ErrorBodySchema } from '../../../contract/errors';

/** The OpenAPI document, derived from the contract. */
export function openApiDocument(url: string) {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(contract, {
    info: { title: 'Holdfast', version, description: 'Backups of docker-compose packages on many hosts.' },
    servers: [{ url }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    commonSchemas: { Error: { schema: ErrorBodySchema } },
    customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/Error' }),
  });
}
