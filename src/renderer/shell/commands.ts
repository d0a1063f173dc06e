/** Something that the palette can do. */
export interface Command {
  id: string;
  /** What kind of thing it is, such as "Host", for the list. */
  kind: string;
  label: string;
  run: () => void;
}

/** More would not be looked through. */
const MOST = 50;

/** The commands that have every word of the text, those first whose label begins with it. */
export function matchCommands(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ kind, label }) => {
    const whole = `${kind} ${label}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
  const begins = ({ label }: Command) => (label.toLowerCase().startsWith(text.trim().toLowerCase()) ? 0 : 1);
  return words.length === 0 ? found.slice(0, MOST) : [...found].sort((a, b) => begins(a) - begins(b)).slice(0, MOST);
}

/** The index after moving up or down in a list that goes round. */
export function moved(index: number, by: number, length: number): number {
  return length === 0 ? 0 : (index + by + length) % length;
}
