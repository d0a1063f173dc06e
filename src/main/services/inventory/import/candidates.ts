/** One host or package that a document holds, not checked yet: only the fields that the document says something about. */
export interface Candidate {
  kind: 'host' | 'package';
  /** Name of the host, its own or the package's. */
  host: string;
  fields: Record<string, unknown>;
  /** What the operator should know of it. */
  problems: string[];
  /** Set when it must not be applied, whatever its fields: one of `problems` says why. */
  unusable?: boolean;
}

/** What was found in what is to be imported. */
export interface Candidates {
  candidates: Candidate[];
  /** What concerns the document as a whole. */
  problems: string[];
}
