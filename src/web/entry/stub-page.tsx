import type { Entry } from '../api/entry-types.ts';
import { PledgeForm } from '../disclosure/pledge-form.tsx';
import { StubFacts } from '../disclosure/stub-facts.tsx';
import { useTexts } from '../texts/language.tsx';

/** A 定向 entry to its target before the pledge: what it is, and the promise that opens it. */
export function StubPage({ entry }: { entry: Entry }) {
  const texts = useTexts();
  return (
    <>
      <p className="stub-intro prose">{texts.disclosure.stubIntro}</p>
      <StubFacts entry={entry} />
      {entry.can.includes('pledge') ? (
        <PledgeForm entry={entry} />
      ) : (
        <p className="stub-intro">{texts.disclosure.pledge.notYours}</p>
      )}
    </>
  );
}
