import { z } from 'zod';
import { RunningOperationSchema } from './running-operation';

/**
 * The closed set of error codes, each with its HTTP status and the sentence used when nothing more
 * precise is known. Source of the statuses: docs/rest-api.md. Codes that host scripts answer with
 * (docs/host-protocol.md) keep their names.
 */
export const ERROR_CODES = {
  BAD_REQUEST: { status: 400, message: 'The request is not valid.' },
  UNAUTHORIZED: { status: 401, message: 'A valid bearer token is needed.' },
  FORBIDDEN: { status: 403, message: 'This request is not allowed from here.' },
  NOT_FOUND: { status: 404, message: 'There is nothing at this address.' },
  PACKAGE_NOT_FOUND: { status: 404, message: 'No host has a package of this name.' },
  HOST_NOT_FOUND: { status: 404, message: 'There is no host of this name in the inventory.' },
  BACKUP_NOT_FOUND: { status: 404, message: 'Backup file not found.' },
  PACKAGE_AMBIGUOUS: { status: 409, message: 'Several hosts have a package of this name.' },
  NAME_TAKEN: { status: 409, message: 'This name is taken.' },
  HOST_IN_USE: { status: 409, message: 'Other hosts connect through this host.' },
  SCRIPTS_NEWER: { status: 409, message: 'The scripts on the host are newer.' },
  JOB_NOT_FOUND: { status: 404, message: 'There is no such job on the host.' },
  UNDO_NOT_FOUND: { status: 404, message: 'There is no restore that can be undone.' },
  BUSY: { status: 409, message: 'Another operation runs on this package.' },
  TOKEN_NOT_FOUND: { status: 404, message: 'There is no token of this name.' },
  PORT_UNAVAILABLE: { status: 409, message: 'The port cannot be used.' },
  RATE_LIMITED: { status: 429, message: 'Too many requests: try again later.' },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The request body is too large.' },
  BACKUP_NOT_SUPPORTED: { status: 422, message: 'Backups are not enabled for this package.' },
  SCRIPTS_OUTDATED: { status: 422, message: 'The scripts on the host cannot do this. Install Holdfast’s scripts.' },
  RESTORE_NEEDS_ATTENTION: { status: 423, message: 'An unfinished restore needs attention.' },
  JOURNAL_UNREADABLE: { status: 423, message: 'The journal of an unfinished restore cannot be read.' },
  HOST_UNREACHABLE: { status: 502, message: 'The host cannot be reached.' },
  CONNECTION_REFUSED: { status: 502, message: 'The host refuses SSH connections.' },
  CONNECTION_LOST: { status: 502, message: 'The connection to the host was lost.' },
  AUTHENTICATION_FAILED: { status: 502, message: 'The host refused the login.' },
  SECRET_MISSING: { status: 502, message: 'A password or passphrase is needed for this host.' },
  HOST_KEY_UNKNOWN: { status: 502, message: 'The host key is not known yet.' },
  HOST_KEY_CHANGED: { status: 502, message: 'The host key has changed.' },
  TIMEOUT: { status: 504, message: 'The host did not answer in time.' },
  SCAVENGE_RUNNING: { status: 500, message: 'EventStore is scavenging: a copy made now would be inconsistent.' },
  LAST_VERIFIED_BACKUP: { status: 409, message: 'This is the newest verified backup.' },
  ABORTED: { status: 500, message: 'The operation was asked to end and changed nothing.' },
  SERVICE_NOT_RUNNING: { status: 500, message: 'EventStore is not running' },
  DOCKER_UNAVAILABLE: { status: 500, message: 'Docker does not answer on the host.' },
  TOOL_MISSING: { status: 500, message: 'The host lacks a tool that its scripts need.' },
  NO_SPACE: { status: 500, message: 'The host has not enough free disk space.' },
  READ_FAILED: { status: 500, message: 'A file could not be read completely.' },
  DATA_MISSING: { status: 500, message: 'There is no data to back up yet.' },
  CORRUPT_ARCHIVE: { status: 500, message: 'The backup is damaged.' },
  UNSAFE_ARCHIVE: { status: 500, message: 'The backup holds entries that are not safe to restore.' },
  PERMISSION_DENIED: { status: 500, message: 'The host refused access.' },
  BACKUP_DIRECTORY_MISSING: { status: 500, message: 'Backup directory not accessible' },
  BACKUP_DIRECTORY_NOT_ACCESSIBLE: { status: 500, message: 'Backup directory not accessible' },
  DATA_IS_MOUNT_POINT: { status: 500, message: 'The data folder is a mount point.' },
  RESTORE_ROLLED_BACK: { status: 500, message: 'The restore failed and was rolled back.' },
  ROLLBACK_FAILED: { status: 500, message: 'The restore failed and could not be rolled back.' },
  SUDO_PASSWORD_REQUIRED: { status: 500, message: 'sudo asks for a password on the host.' },
  SCRIPT_MISSING: { status: 500, message: 'The backup script is not on the host.' },
  SCRIPT_NOT_EXECUTABLE: { status: 500, message: 'The backup script cannot be run.' },
  SCRIPT_OUTPUT_INVALID: { status: 500, message: 'The backup script did not answer with valid JSON.' },
  OUTPUT_TOO_LARGE: { status: 500, message: 'The host sent more output than expected.' },
  HOST_COMMAND_FAILED: { status: 500, message: 'A command failed on the host.' },
  SECRET_STORE_UNAVAILABLE: { status: 500, message: 'No safe place to keep secrets is available.' },
  LOCAL_STORE_FAILED: { status: 500, message: 'The change could not be saved on this computer.' },
  INTERNAL: { status: 500, message: 'Something unexpected went wrong.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** True for the codes of the closed set, own keys only. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}

/** One field that a request got wrong. `field` is a dotted path such as `filename` or `hosts.0.port`. */
export const FieldIssueSchema = z.object({ field: z.string(), message: z.string() });
export type FieldIssue = z.infer<typeof FieldIssueSchema>;

/** What an error carries besides its code and its sentence. All of it may be shown to the operator. */
export const ErrorDataSchema = z.object({
  /** Short title of what failed, such as "Failed to list backups". */
  title: z.string().optional(),
  /** The request's id, as in the log and on record. */
  correlationId: z.string().optional(),
  host: z.string().optional(),
  packageName: z.string().optional(),
  /** With RATE_LIMITED: seconds after which it is worth trying again, as in the Retry-After header. */
  retryAfterSeconds: z.number().int().positive().optional(),
  /** What the operator can do next. */
  remedy: z.string().optional(),
  /** The first field in `issues`. */
  field: z.string().optional(),
  issues: z.array(FieldIssueSchema).optional(),
  /** The hosts to choose from, with PACKAGE_AMBIGUOUS. */
  hosts: z.array(z.string()).optional(),
  /** With HOST_KEY_UNKNOWN and HOST_KEY_CHANGED: the presented key, as `SHA256:…`. */
  fingerprint: z.string().optional(),
  keyType: z.string().optional(),
  /** With SECRET_MISSING, and with AUTHENTICATION_FAILED when that secret was refused. */
  secretKind: z.enum(['password', 'passphrase']).optional(),
  /** With BUSY: what holds the package, where the host knows. */
  operation: RunningOperationSchema.nullish(),
  /** The job that failed, or with TIMEOUT and CONNECTION_LOST the one that goes on. */
  jobId: z.string().optional(),
  /** With CORRUPT_ARCHIVE and UNSAFE_ARCHIVE: what a verification found. */
  problems: z.array(z.string()).optional(),
  /** With ABORTED: what was put back. */
  undone: z.union([z.string(), z.array(z.string())]).nullish(),
  /** The host's own words: the tail of what its script printed on stderr. */
  details: z.string().optional(),
});
export type ErrorData = z.infer<typeof ErrorDataSchema>;

/** The error body of every REST route. `error` and `message` are the specification's fields. */
export const ErrorBodySchema = ErrorDataSchema.omit({ title: true }).extend({
  success: z.literal(false),
  error: z.string(),
  message: z.string(),
  code: z.string(),
});
export type ErrorBody = z.infer<typeof ErrorBodySchema>;

/** The one error class of services and routers; transports turn it into their own shape. */
export class HoldfastError extends Error {
  override readonly name = 'HoldfastError';

  constructor(
    readonly code: ErrorCode,
    message: string = ERROR_CODES[code].message,
    readonly data: ErrorData = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The closed set as an oRPC error map: the contract declares it once for every operation. */
export const ERROR_MAP = Object.fromEntries(
  Object.entries(ERROR_CODES).map(([code, { status, message }]) => [
    code,
    { status, message, data: ErrorDataSchema.optional() },
  ]),
) as Record<ErrorCode, { status: number; message: string; data: z.ZodOptional<typeof ErrorDataSchema> }>;
