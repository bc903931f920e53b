import type { Introduction } from '../api/introductions.ts';
import { useTexts } from '../texts/language.tsx';
import { sides } from './words.ts';

/** Names and contacts of both parties once both are interested; before, what it takes to see them. */
export function Contacts({ introduction: { contacts, state } }: { introduction: Introduction }) {
  const words = useTexts().introductions;
  if (contacts === null && state !== 'introduced') return null;
  return (
    <section className="entry-section" aria-labelledby="contacts">
      <h2 id="contacts">{words.contactsTitle}</h2>
      <p className="secondary small">{contacts ? words.contactsHint : words.contactsLater}</p>
      {contacts ? (
        <div className="sides">
          {sides.map((side) => (
            <div key={side} className={`side ${side}`}>
              <p className="side-label">{words.sides[side]}</p>
              <p className="strong">{contacts[side].organisation}</p>
              <p className="prose">{contacts[side].contact}</p>
            </div>
          ))}
        </div>
      ) : null}
    </section>
  );
}
