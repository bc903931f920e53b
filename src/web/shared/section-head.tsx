import type { ReactNode } from 'react';

interface Props {
  /** Names the section that is labelled by this heading. */
  id: string;
  title: string;
  hint: string;
  /** The button for it, if this reader may use one. */
  action: ReactNode;
}

/** The heading of a section with a hint and what can be done there. */
export function SectionHead({ id, title, hint, action }: Props) {
  return (
    <div className="section-head">
      <div>
        <h2 id={id}>{title}</h2>
        <p className="secondary small">{hint}</p>
      </div>
      {action}
    </div>
  );
}
