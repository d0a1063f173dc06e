/** Bytes of one line that are kept; a longer line is passed over. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * Passes on a stream's lines as they come, decoded as UTF-8. No more than one line is held.
 * @param onLine told each line without its end; undefined for one that is too long. A last line without an end is
 *   told by the returned function, which is called when the stream has ended.
 */
export function splitLines(
  stream: NodeJS.ReadableStream,
  onLine: (line: string | undefined) => void,
  longest = LONGEST_LINE,
): () => void {
  let parts: Buffer[] = [];
  let bytes = 0;
  const keep = (part: Buffer) => {
    bytes += part.length;
    if (bytes <= longest) parts.push(part);
    else parts = [];
  };
  const finish = () => {
    onLine(bytes <= longest ? Buffer.concat(parts).toString('utf8') : undefined);
    parts = [];
    bytes = 0;
  };
  stream.on('data', (chunk: Buffer) => {
    let begin = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, begin)) {
      keep(chunk.subarray(begin, end));
      finish();
      begin = end + 1;
    }
    if (begin < chunk.length) keep(chunk.subarray(begin));
  });
  return () => {
    if (bytes > 0) finish();
  };
}
