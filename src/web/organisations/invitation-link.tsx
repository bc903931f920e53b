import { App, Button } from 'antd';
import { useId, useRef } from 'react';
import { useTexts } from '../texts/language.tsx';

/** A link to be passed on: in full, ready to be copied by the button or by hand. */
export function InvitationLink({ address }: { address: string }) {
  const words = useTexts().members.invitations;
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const { message } = App.useApp();

  async function copy(): Promise<void> {
    input.current?.select();
    try {
      // Not there on plain http from another machine.
      await navigator.clipboard.writeText(address);
      message.success(words.copied);
    } catch {
      message.warning(words.copyFailed);
    }
  }

  return (
    <div className="field">
      <label htmlFor={id}>{words.link}</label>
      <div className="link-to-copy">
        <textarea
          id={id}
          ref={input}
          className="link-text"
          readOnly
          value={address}
          onFocus={() => input.current?.select()}
        />
        <Button type="primary" onClick={() => void copy()}>
          {words.copy}
        </Button>
      </div>
    </div>
  );
}
