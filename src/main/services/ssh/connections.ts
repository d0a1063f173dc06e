import type { Host } from '../../../contract/inventory';

/** A command as a list of arguments. Only `quote.ts` turns it into a shell's command line. */
export interface HostCommand {
  argv: readonly [string, ...string[]];
  /** Run as root: with `sudo -n`, or as it is where the login user is root. */
  asRoot: boolean;
}

export interface ExecOptions {
  /**
   * Milliseconds until the channel is closed with TIMEOUT; what runs on the host goes on. Waiting for a free
   * channel is included, connecting is not.
   */
  timeoutMs: number;
  /** Bytes of stdout and stderr each that are kept; more is OUTPUT_TOO_LARGE. Default 32 MiB. */
  maxOutputBytes?: number;
  /**
   * Told each whole line of stdout as it comes, undefined for one that is too long. The result's stdout is empty
   * then, so that any amount can be read. A line that a lost connection cut off is not told.
   */
  onLine?: (line: string | undefined) => void;
  signal?: AbortSignal;
  /** What the command reads on stdin. Default: nothing. */
  input?: Buffer;
}

/** A file to be written on a host. */
export interface UploadFile {
  /** Relative to the folder that it is written to, with `/`. */
  path: string;
  content: Buffer;
}

/** How a command ended. Exactly one of `exitCode` and `signal` is set. */
export interface ExecResult {
  exitCode: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

/** What services need of SSH. Errors are HoldfastError with the SSH codes of contract/errors.ts. */
export interface HostConnections {
  exec(host: Host, command: HostCommand, options: ExecOptions): Promise<ExecResult>;
  /**
   * Writes files as the login user below an existing folder of its own that holds nothing of these names: over SFTP, or by a
   * command where the host has SFTP switched off. What arrived is for the caller to verify.
   */
  upload(host: Host, folder: string, files: readonly UploadFile[], options: ExecOptions): Promise<void>;
  /** Adds the key that the host presents now to known_hosts, when its fingerprint is `fingerprint`. */
  trustHostKey(host: Host, fingerprint: string): Promise<void>;
  /** Closes the connection to a host once its running commands are done; the next command logs in anew. */
  disconnect(host: Host): void;
  close(): Promise<void>;
}
