/** What is needed of a JSON Schema to make an example of it. */
export interface ExampleSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  examples?: unknown[];
  anyOf?: ExampleSchema[];
  oneOf?: ExampleSchema[];
  allOf?: ExampleSchema[];
  properties?: Record<string, ExampleSchema>;
  items?: ExampleSchema;
  minimum?: number;
  minItems?: number;
}

/** Values that mean something, by the name of their field; the others are made from their schema. */
const BY_NAME: [names: RegExp, value: string | number][] = [
  [/^(filename|restoredBackup|newestBackup|backupFile|filenames|deleted|removed)$/, 'backup-20251126-214505.tar.gz'],
  [/^(oldestBackup)$/, 'backup-20251125-025935.tar.gz'],
  [/^(version|restoredVersion)$/, 'v2.4.10'],
  [/^previousVersion$/, 'v2.4.9'],
  [/^(packageName|package)$/, 'rocket-welder'],
  [/^(host|hosts|name)$/, 'press-line-1'],
  [/^displayName$/, '2025-11-26 21:45:05'],
  [/^(time|from|createdDate|.*At)$/, '2025-11-26T21:45:05Z'],
  [/^to$/, '2025-11-27T21:45:05Z'],
  [/^(size|totalSize)$/, '584K'],
  [/^(sizeBytes|totalSizeBytes|bytesTotal|freedBytes)$/, 597504],
  [/^fullPath$/, '/var/docker/data/backups/backup-20251126-214505.tar.gz'],
  [/^(backupDirectory)$/, '/var/docker/data/backups'],
  [/^dataDirectory$/, '/var/docker/data/eventstore/data'],
  [/^repositoryLocation$/, '/data/rocket-welder'],
  [/^(hostRepositoriesRoot|folder)$/, '/var/docker/configuration'],
  [/^(keyPath)$/, '~/.ssh/id_ed25519'],
  [/^address$/, '10.0.0.5'],
  [/^user$/, 'deploy'],
  [/^port$/, 22],
  [/^eventStoreService$/, 'eventstore.db'],
  [/^(healthUrl)$/, 'http://localhost:2113/health/live'],
  [/^(logFile)$/, '/var/docker/data/maintenance.log'],
  [/^fingerprint$/, 'SHA256:uNiVztksCsDhcc0u9e8BrH4aPPkjbPFNYHJi0bIgVLk'],
  [/^keyType$/, 'ssh-ed25519'],
  [/^(id|jobId)$/, '20251127-101500-4f2a'],
  [/^(undoId|discarded|undoneRestore)$/, '20251127-101500'],
  [/^correlationId$/, '3f1c8a52-6d0e-4a53-9a3c-1c1f5b7f2d10'],
  [/^(hash|previous|sha256)$/, 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'],
  [/^operation$/, 'backup.create'],
  [/^gitCommit$/, '3f786850e387550fdab836ed7e6dc881de23001b'],
  [/^secret$/, 'the password or passphrase'],
  [/^notes$/, 'Before the change of the welding program'],
  [/^(url)$/, 'http://127.0.0.1:4711'],
];

/** Deeper than any schema of the contract: a schema that holds itself ends here. */
const DEPTH = 12;

/** An example that fits a schema. Optional fields are given too, unless they have no type. */
export function exampleOf(schema: ExampleSchema, name = '', depth = 0): unknown {
  if (depth > DEPTH) return null;
  if (schema.examples?.length) return schema.examples[0];
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return exampleOf(choices.find((choice) => choice.type !== 'null') ?? {}, name, depth + 1);
  // Beside a type it only holds further restrictions, such as a second pattern.
  if (schema.allOf && !schema.type)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, name, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  const known = BY_NAME.find(([names]) => names.test(name))?.[1];
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, value]) => [key, exampleOf(value, key, depth + 1)]),
      );
    case 'array':
      return schema.items ? [exampleOf(schema.items, name, depth + 1)] : [];
    case 'string':
      return typeof known === 'string' ? known : (schema.default ?? 'text');
    case 'integer':
    case 'number':
      return typeof known === 'number' ? known : (schema.default ?? Math.max(1, schema.minimum ?? 1));
    case 'boolean':
      return schema.default ?? true;
    default:
      return schema.default ?? {};
  }
}
