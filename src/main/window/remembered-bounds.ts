import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import type { DocumentStore } from '../platform/platform';

const BoundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(800),
  height: z.number().int().min(600),
  maximized: z.boolean(),
});
type Bounds = z.infer<typeof BoundsSchema>;

/** Where the window was; undefined when it never was, or would be on a display that is gone. */
export function rememberedBounds(store: DocumentStore): Bounds | undefined {
  const bounds = BoundsSchema.safeParse(store.read()).data;
  if (!bounds || !screen.getAllDisplays().some(({ workArea }) => overlap(workArea, bounds))) return undefined;
  return bounds;
}

/** Writes where the window is when it is closed. */
export function rememberBounds(window: BrowserWindow, store: DocumentStore): void {
  window.on('close', () => store.write({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
}

/** Enough of it is in sight to be taken hold of. */
function overlap(area: Rectangle, { x, y, width }: Bounds): boolean {
  return x + width > area.x + 100 && x < area.x + area.width - 100 && y >= area.y && y < area.y + area.height - 50;
}
