import { useQueries } from '@tanstack/react-query';
import { Input } from 'antd';
import { type Ref, useDeferredValue, useId, useState } from 'react';
import type { SearchItem } from '../../api/contracts/search.ts';
import { searchQuery } from '../api/entries.ts';
import { type List, lists } from '../api/entry-types.ts';
import { errorWords } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';

const SHOWN = '6';

interface Props {
  label: string;
  placeholder: string;
  /** Where to look; both lists unless one is named. */
  among?: readonly List[];
  inputRef?: Ref<HTMLInputElement | null>;
  onPick: (entry: SearchItem) => void;
}

/** Finds an entry by its words; the found ones stand below as buttons. */
export function EntryPicker({ label, placeholder, among = lists, inputRef, onPick }: Props) {
  const texts = useTexts();
  const id = useId();
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed.trim());
  const answers = useQueries({
    queries: among.map((list) => ({
      ...searchQuery(new URLSearchParams({ list, q: words, limit: SHOWN })),
      enabled: words !== '',
    })),
  });
  const found = words === '' ? [] : answers.flatMap(({ data }) => data?.items ?? []);
  const error = answers.find((answer) => answer.error)?.error;
  const isDone = answers.every(({ isPending }) => !isPending);

  function pick(entry: SearchItem): void {
    setTyped('');
    onPick(entry);
  }

  return (
    <div className="picker">
      <label htmlFor={id} className="hidden">
        {label}
      </label>
      <Input
        id={id}
        type="search"
        maxLength={120}
        placeholder={placeholder}
        value={typed}
        ref={(input) => {
          const element = input?.input ?? null;
          if (typeof inputRef === 'function') inputRef(element);
          else if (inputRef) inputRef.current = element;
        }}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setTyped('');
          event.currentTarget.blur();
        }}
      />
      {typed.trim() === '' ? null : (
        <div className="picker-found">
          {error ? <p role="alert">{errorWords(error, texts)}</p> : null}
          {isDone && !error && found.length === 0 ? <p role="status">{texts.lists.nothingFound}</p> : null}
          <ul aria-label={label}>
            {found.map((entry) => (
              <li key={entry.id}>
                <button type="button" onClick={() => pick(entry)}>
                  <span className="secondary small">{texts.lists[entry.list].noun}</span> {entry.title}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
