import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { saveFile } from '../shared/save-file.ts';
import { useTexts } from '../texts/language.tsx';
import { SecretText } from './secret-text.tsx';

/** The recovery codes, this once. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const words = useTexts().account.secondFactor;
  const title = useRef<HTMLHeadingElement>(null);
  const text = codes.join('\n');

  // The form or dialog that made them is gone; whoever reads by ear or keyboard goes on here.
  useEffect(() => title.current?.focus(), []);

  return (
    <section className="once" aria-labelledby="recovery-codes">
      <h3 id="recovery-codes" ref={title} tabIndex={-1}>
        {words.codesTitle}
      </h3>
      <p>{words.codesHint}</p>
      <SecretText
        text={text}
        more={
          <>
            <Button onClick={() => saveFile(words.codesFile, `${text}\n`, 'text/plain')}>
              {words.download}
            </Button>
            <Button type="primary" onClick={onKept}>
              {words.kept}
            </Button>
          </>
        }
      >
        <ul className="codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </SecretText>
    </section>
  );
}
