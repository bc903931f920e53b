import type { ReactNode, SelectHTMLAttributes } from 'react';

/** The browser's own select: known to every keyboard, screen reader and phone. */
export function NativeSelect({
  children,
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & { children: ReactNode }) {
  return (
    <span className="select">
      <select {...rest}>{children}</select>
    </span>
  );
}
