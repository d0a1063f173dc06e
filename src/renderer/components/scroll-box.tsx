import type { ReactNode, Ref } from 'react';

interface ScrollBoxProps {
  /** What it holds, to screen readers. */
  label: string;
  children: ReactNode;
  ref?: Ref<HTMLElement>;
}

/** Lines of text of any number in a box that scrolls, with the keyboard too. */
export function ScrollBox({ label, children, ref }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard
    <section ref={ref} className="host-words focus-ring" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
