import type { ReactNode } from 'react';

interface Props {
  /** The heading that names the table. */
  labelledBy: string;
  children: ReactNode;
}

/** A table that scrolls sideways within itself where the screen is too narrow for it, by keyboard as well. */
export function WideTable({ labelledBy, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="table-frame wide" role="group" aria-labelledby={labelledBy} tabIndex={0}>
      <table className="table" aria-labelledby={labelledBy}>
        {children}
      </table>
    </div>
  );
}
