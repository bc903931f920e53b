import { Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts/language.tsx';
import { FieldFrame, fieldId, tied } from './field.tsx';
import { addWords, type WordLimits } from './keywords.ts';

interface Props {
  name: string;
  words: readonly string[];
  limits: WordLimits;
  hint: string;
  placeholder: string;
  /** Shown in the input once no more fit. */
  full: string;
  /** The name of the list of words that are there. */
  chosen: string;
  problem: string | undefined;
  onChange: (words: string[]) => void;
}

/** Short words: Enter, a comma or leaving the input takes one over; Backspace in an empty input removes one. */
export function TagsField(props: Props) {
  const { name, words, limits, hint, placeholder, chosen, problem, onChange } = props;
  const texts = useTexts();
  const [text, setText] = useState('');
  const full = words.length >= limits.count;

  function take(typed: string): void {
    const next = addWords(words, typed, limits);
    if (next.length !== words.length) onChange(next);
    setText('');
  }

  function remove(word: string): void {
    onChange(words.filter((other) => other !== word));
    document.getElementById(fieldId(name))?.focus();
  }

  return (
    <FieldFrame
      name={name}
      hint={hint}
      problem={problem}
      counter={
        <span className="counter">
          {words.length} / {limits.count}
        </span>
      }
    >
      {words.length > 0 ? (
        <ul className="tags" aria-label={chosen}>
          {words.map((word) => (
            <li key={word}>
              {word}
              <button type="button" aria-label={texts.form.removeKeyword(word)} onClick={() => remove(word)}>
                ×
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <Input
        {...tied(name, problem)}
        value={text}
        autoComplete="off"
        readOnly={full}
        placeholder={full ? props.full : placeholder}
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
          const last = words.at(-1);
          if (event.key === 'Backspace' && text === '' && last) remove(last);
        }}
        onBlur={() => take(text)}
      />
    </FieldFrame>
  );
}
