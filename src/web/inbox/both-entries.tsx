import { Link } from 'react-router';
import type { Entry } from '../api/entry-types.ts';
import type { Introduction, Side } from '../api/introductions.ts';
import { EntryFields } from '../entry/entry-fields.tsx';
import { Comparison } from '../matches/comparison.tsx';
import { useLanguage, useTexts } from '../texts/language.tsx';
import { sides, sideTitle } from './words.ts';

/** Both entries side by side where the reader may read both; else the one they may, and why not the other. */
export function BothEntries({ introduction }: { introduction: Introduction }) {
  const { demand, achievement, evidence, contacts } = introduction;
  if (demand && achievement && evidence) {
    return (
      <div className="entry-section">
        <Comparison
          demand={withContact(demand, contacts?.demand)}
          achievement={withContact(achievement, contacts?.achievement)}
          evidence={evidence}
        />
      </div>
    );
  }
  return (
    <>
      {sides.map((side) => {
        const entry = introduction[side];
        return entry && entry.view !== 'stub' ? (
          <Shown key={side} entry={entry} />
        ) : (
          <Hidden key={side} introduction={introduction} side={side} />
        );
      })}
    </>
  );
}

/** An entry with the contact that was exchanged, which the entry itself may keep to itself. */
function withContact<Shown extends Entry>(entry: Shown, given: { contact: string } | undefined): Shown {
  if (given === undefined) return entry;
  return { ...entry, contact: given.contact, masked: entry.masked.filter((field) => field !== 'contact') };
}

function Shown({ entry }: { entry: Entry }) {
  const texts = useTexts();
  return (
    <section className="entry-section" aria-label={texts.lists[entry.list].noun}>
      <p className="side-label">{texts.lists[entry.list].noun}</p>
      <h2>
        <Link to={`/${entry.list}/${entry.id}`}>{entry.title}</Link>
      </h2>
      <EntryFields entry={entry} />
    </section>
  );
}

function Hidden({ introduction, side }: { introduction: Introduction; side: Side }) {
  const { language, texts } = useLanguage();
  const words = texts.introductions;
  const entry = introduction[side];
  return (
    <section className={`side ${side}`}>
      <p className="side-label">{words.sides[side]}</p>
      <p className="strong">{sideTitle(introduction, side, language, texts)}</p>
      <p className="prose">{entry ? words.stubHint : words.hiddenHint}</p>
      {entry ? <Link to={`/${entry.list}/${entry.id}`}>{words.openStub}</Link> : null}
    </section>
  );
}
