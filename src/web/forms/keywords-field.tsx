import { Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts/language.tsx';
import { FieldFrame, type FormAccess, fieldId, tied } from './field.tsx';
import { addKeywords, KEYWORD_COUNT } from './keywords.ts';
import type { CommonValues } from './values.ts';

/** Up to five short words: Enter, a comma or leaving the input takes one over; Backspace in an empty input removes one. */
export function KeywordsField({ form }: { form: FormAccess<CommonValues> }) {
  const texts = useTexts();
  const { keywords } = form.values;
  const [text, setText] = useState('');
  const problem = form.problemOf('keywords');
  const full = keywords.length >= KEYWORD_COUNT;

  function take(typed: string): void {
    const next = addKeywords(keywords, typed);
    if (next.length !== keywords.length) form.set('keywords', next);
    setText('');
  }

  function remove(keyword: string): void {
    form.set(
      'keywords',
      keywords.filter((other) => other !== keyword),
    );
    document.getElementById(fieldId('keywords'))?.focus();
  }

  return (
    <FieldFrame
      name="keywords"
      hint={texts.form.keywordsHint}
      problem={problem}
      counter={
        <span className="counter">
          {keywords.length} / {KEYWORD_COUNT}
        </span>
      }
    >
      {keywords.length > 0 ? (
        <ul className="tags" aria-label={texts.form.keywordsChosen}>
          {keywords.map((keyword) => (
            <li key={keyword}>
              {keyword}
              <button
                type="button"
                aria-label={texts.form.removeKeyword(keyword)}
                onClick={() => remove(keyword)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <Input
        {...tied('keywords', problem)}
        value={text}
        autoComplete="off"
        readOnly={full}
        placeholder={full ? texts.form.keywordsFull : texts.form.keywordsPlaceholder}
        onChange={(event) => {
          const typed = event.target.value;
          if (/[,，、;；\n]/.test(typed)) take(typed);
          else setText(typed);
        }}
        onKeyDown={(event) => {
          // Enter also ends the input of a Chinese word; that one belongs to the input method.
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') {
            event.preventDefault();
            take(text);
          }
          const last = keywords.at(-1);
          if (event.key === 'Backspace' && text === '' && last) remove(last);
        }}
        onBlur={() => take(text)}
      />
    </FieldFrame>
  );
}
