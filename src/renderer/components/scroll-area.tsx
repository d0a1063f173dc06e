import { Flex } from 'antd';
import type { ReactNode } from 'react';

interface ScrollAreaProps {
  /** What it holds, to screen readers. */
  label: string;
  /** Pixels of the window that stay free for what is around it. */
  around: number;
  children: ReactNode;
}

/** The content of a dialog that scrolls, with the keyboard too, while title and buttons stay in sight. */
export function ScrollArea({ label, around, children }: ScrollAreaProps) {
  return (
    <Flex
      vertical
      gap={16}
      component="section"
      aria-label={label}
      tabIndex={0}
      className="focus-ring"
      style={{ maxHeight: `calc(100vh - ${around}px)`, overflowY: 'auto' }}
    >
      {children}
    </Flex>
  );
}
