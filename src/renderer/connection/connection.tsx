import type { ReactNode } from 'react';
import { DesktopConnection } from './desktop-connection';
import { WebConnection } from './web-connection';

/** Connects to the application in whichever shell the page runs, and shows `children` when it has. */
export function Connection({ children }: { children: ReactNode }) {
  const Shell = window.holdfast?.shell === 'desktop' ? DesktopConnection : WebConnection;
  return <Shell>{children}</Shell>;
}
