import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { signIn } from '../api/service.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { useSignIn } from './use-sign-in.ts';

/** Used on its own page and, when a session ended in the middle of work, in a dialog over that work. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const texts = useTexts();
  const id = useId();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const entering = useSignIn(signIn, onDone);

  function submit(event: FormEvent): void {
    event.preventDefault();
    // Portals pass events on to the form underneath a dialog.
    event.stopPropagation();
    entering.mutate({ account: account.trim(), password });
  }

  return (
    <form className="stack" onSubmit={submit} aria-label={texts.session.signIn}>
      {entering.error ? <ErrorNotice error={entering.error} plain /> : null}
      <div className="field">
        <label htmlFor={`${id}-account`}>{texts.session.account}</label>
        <Input
          id={`${id}-account`}
          autoComplete="username"
          required
          value={account}
          onChange={(event) => setAccount(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-password`}>{texts.session.password}</label>
        <Input
          id={`${id}-password`}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      <Button type="primary" htmlType="submit" loading={entering.isPending}>
        {texts.session.signIn}
      </Button>
    </form>
  );
}
