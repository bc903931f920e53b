import type { Entry } from '../api/entry-types.ts';
import { isMasked } from '../disclosure/words.ts';
import { useTexts } from '../texts/language.tsx';

/** How a reader answers: the contact where it is shown, else the people who can pass a message on. */
export function Approach({ entry }: { entry: Entry }) {
  const texts = useTexts();
  const words = texts.lists[entry.list];
  const published = entry.state === 'published';
  if (!published && !entry.contact) return null;
  const missing = isMasked(entry, 'contact') ? texts.disclosure.contactMasked : texts.entry.contactHidden;
  return (
    <section className="approach">
      <h2>{published ? words.approach : texts.fields.contact}</h2>
      {entry.contact ? <p className="strong">{entry.contact}</p> : null}
      {published ? <p>{entry.contact ? words.approachText : missing}</p> : null}
    </section>
  );
}
