import { Button, Input } from 'antd';
import { type FormEvent, useEffect, useEffectEvent, useState } from 'react';
import { useTexts } from '../texts/language.tsx';

/** So long the typing rests before the results follow it. */
const REST_MS = 250;

interface Props {
  /** The words in the address. */
  q: string;
  label: string;
  placeholder: string;
  /** `entered`: asked for by Enter or the button, not by a rest in the typing. */
  onSearch: (words: string, entered: boolean) => void;
}

/**
 * The search box. Results follow the typing, and the input never remounts, so focus and caret stay where they are;
 * yet when the address comes to other words by another way (back in history, “show everything”), it shows those.
 */
export function SearchForm({ q, label, placeholder, onSearch }: Props) {
  const texts = useTexts();
  const [typed, setTyped] = useState(q);
  const [composing, setComposing] = useState(false);
  const [address, setAddress] = useState(q);
  // What was asked for last: the address comes to it a moment later, when the typing may already have gone on.
  const [asked, setAsked] = useState(q);
  const words = typed.trim();

  if (address !== q) {
    setAddress(q);
    if (q !== asked) {
      setAsked(q);
      setTyped(q);
    }
  }

  const followTyping = useEffectEvent(() => {
    setAsked(words);
    onSearch(words, false);
  });

  useEffect(() => {
    // Half-composed pinyin is not what anybody searches for.
    if (composing || words === asked) return;
    const timer = window.setTimeout(() => followTyping(), REST_MS);
    return () => window.clearTimeout(timer);
  }, [words, asked, composing]);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (composing) return;
    setAsked(words);
    onSearch(words, true);
  }

  return (
    <search>
      <form className="search-form" onSubmit={submit}>
        <label className="hidden" htmlFor="search-words">
          {label}
        </label>
        <Input
          id="search-words"
          type="search"
          autoComplete="off"
          maxLength={500}
          value={typed}
          placeholder={placeholder}
          onChange={(event) => setTyped(event.target.value)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
        />
        <Button type="primary" htmlType="submit">
          {texts.lists.search}
        </Button>
      </form>
    </search>
  );
}
