import { Button, Input } from 'antd';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Reason } from '../api/desk.ts';
import { ReasonChecks } from '../shared/reason-checks.tsx';
import { toggled } from '../shared/toggled.ts';
import { useTexts } from '../texts/language.tsx';
import { isSingleKey, isWriting, keyOfReason, reasonKeys } from './keys.ts';

interface Props {
  keysOn: boolean;
  onReject: (reasons: Reason[], note: string) => void;
  onKeep: () => void;
}

/** Why it does not fit: one reason or several, each with its key; Enter sends, Escape goes back. */
export function RejectPanel({ keysOn, onReject, onKeep }: Props) {
  const texts = useTexts();
  const words = texts.desk;
  const id = useId();
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('input')?.focus();
  }, []);

  function toggle(reason: Reason): void {
    setMissing(false);
    setReasons((before) => toggled(before, reason));
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (reasons.length === 0) setMissing(true);
    else onReject([...reasons], note.trim());
  }

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onKeep();
    if (!keysOn || !isSingleKey(event.nativeEvent) || isWriting(event.target)) return;
    const found = reasonKeys.find(({ key }) => key === event.key);
    if (found === undefined) return;
    event.preventDefault();
    toggle(found.reason);
  }

  return (
    <form className="reject" ref={form} onSubmit={submit} onKeyDown={press} aria-label={words.rejecting}>
      <fieldset aria-describedby={`${id}-missing`}>
        <legend>{words.rejecting}</legend>
        <ReasonChecks
          words={words.reasons}
          chosen={reasons}
          onToggle={toggle}
          {...(keysOn && { keyOf: keyOfReason })}
        />
        <p id={`${id}-missing`} className="field-error" role="alert">
          {missing ? words.reasonMissing : ''}
        </p>
      </fieldset>
      <label htmlFor={`${id}-note`}>{words.note}</label>
      <Input.TextArea
        id={`${id}-note`}
        className="growing"
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="actions">
        <Button type="primary" danger htmlType="submit">
          {words.reject}
        </Button>
        <Button onClick={onKeep}>{texts.cancel}</Button>
      </div>
    </form>
  );
}
