import { Button, Input } from 'antd';
import { type FormEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { Reason } from '../api/desk.ts';
import { ReasonChecks } from '../shared/reason-checks.tsx';
import { toggled } from '../shared/toggled.ts';
import { useTexts } from '../texts/language.tsx';
import { isInDialog, isWriting } from './keyboard.ts';
import { isSingleKey, keyOfReason, reasonKeys } from './keys.ts';

/** Reasons and note while they are being given; kept when somebody looks elsewhere in between. */
export interface RejectDraft {
  reasons: readonly Reason[];
  note: string;
}

interface Props {
  draft: RejectDraft;
  keysOn: boolean;
  onDraft: (draft: RejectDraft) => void;
  onReject: (reasons: Reason[], note: string) => void;
  onKeep: () => void;
}

/** Why it does not fit: one reason or several, each with its key; Enter sends, Escape goes back. */
export function RejectPanel({ draft, keysOn, onDraft, onReject, onKeep }: Props) {
  const texts = useTexts();
  const words = texts.desk;
  const id = useId();
  const { reasons, note } = draft;
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('input')?.focus();
  }, []);

  function toggle(reason: Reason): void {
    setMissing(false);
    onDraft({ note, reasons: toggled(reasons, reason) });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (reasons.length === 0) setMissing(true);
    else onReject([...reasons], note.trim());
  }

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || isInDialog()) return;
    if (event.key === 'Escape') onKeep();
    if (!keysOn || event.repeat || !isSingleKey(event) || isWriting(event.target)) return;
    const found = reasonKeys.find(({ key }) => key === event.key);
    if (found === undefined) return;
    event.preventDefault();
    toggle(found.reason);
  });
  // On the window: who clicks into the texts to read once more goes on with the same keys.
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  return (
    <form className="reject" ref={form} onSubmit={submit} aria-label={words.rejecting}>
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
        onChange={(event) => onDraft({ reasons, note: event.target.value })}
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
