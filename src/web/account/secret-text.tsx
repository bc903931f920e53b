import { App, Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { useTexts } from '../texts/language.tsx';

interface Props {
  /** What is copied: the shown secret as programs want it. */
  text: string;
  children: ReactNode;
  /** More to do with it than copying. */
  more?: ReactNode;
}

/** A secret that is shown this once, to be copied by the button or, where the browser refuses that, by hand. */
export function SecretText({ text, children, more }: Props) {
  const words = useTexts().account;
  const { message } = App.useApp();
  const shown = useRef<HTMLDivElement>(null);

  async function copy(): Promise<void> {
    try {
      // Not there on plain http from another machine.
      await navigator.clipboard.writeText(text);
      message.success(words.copied);
    } catch {
      if (shown.current) window.getSelection()?.selectAllChildren(shown.current);
      message.warning(words.copyFailed);
    }
  }

  return (
    <>
      <div ref={shown}>{children}</div>
      <div className="actions">
        <Button onClick={() => void copy()}>{words.copy}</Button>
        {more}
      </div>
    </>
  );
}
