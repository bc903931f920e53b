import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTexts } from '../texts/language.tsx';

interface Props {
  label: string;
  placeholder: string;
  /** The words searched for now. Another `key` starts the form anew with them. */
  q: string;
  onSearch: (q: string) => void;
}

export function TextSearch({ label, placeholder, q, onSearch }: Props) {
  const texts = useTexts();
  const id = useId();
  const [typed, setTyped] = useState(q);

  function submit(event: FormEvent): void {
    event.preventDefault();
    onSearch(typed.trim());
  }

  return (
    <search>
      <form className="search-form" onSubmit={submit}>
        <label className="hidden" htmlFor={id}>
          {label}
        </label>
        <Input
          id={id}
          type="search"
          maxLength={120}
          placeholder={placeholder}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button htmlType="submit">{texts.lists.search}</Button>
      </form>
    </search>
  );
}
