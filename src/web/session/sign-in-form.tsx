import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { type Session, signIn } from '../api/service.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { useSignIn } from './use-sign-in.ts';

/** The right password was given, and the account has a second factor. */
function asksCode(error: unknown): boolean {
  return error instanceof ApiError && error.facts.secondFactor !== undefined;
}

/** Used on its own page and, when a session ended in the middle of work, in a dialog over that work. */
export function SignInForm({ onDone }: { onDone: (session: Session) => void }) {
  const texts = useTexts();
  const id = useId();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [withCode, setWithCode] = useState(false);
  const entering = useSignIn(signIn, onDone);
  // Being asked for the code is the next step, not an error.
  const isNextStep = asksCode(entering.error) && code === '';

  function submit(event: FormEvent): void {
    event.preventDefault();
    // Portals pass events on to the form underneath a dialog.
    event.stopPropagation();
    entering.mutate(
      { account: account.trim(), password, ...(withCode && code !== '' ? { code: code.trim() } : {}) },
      { onError: (error) => setWithCode((before) => before || asksCode(error)) },
    );
  }

  return (
    <form className="stack" onSubmit={submit} aria-label={texts.session.signIn}>
      {entering.error && !isNextStep ? <ErrorNotice error={entering.error} plain /> : null}
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
      {withCode ? (
        <div className="field">
          <label htmlFor={`${id}-code`}>{texts.account.code}</label>
          <Input
            id={`${id}-code`}
            autoComplete="one-time-code"
            autoFocus
            required
            value={code}
            aria-describedby={`${id}-code-hint`}
            onChange={(event) => setCode(event.target.value)}
          />
          <p id={`${id}-code-hint`} className="field-hint" role="status">
            {texts.account.codeHint}
          </p>
        </div>
      ) : null}
      <Button type="primary" htmlType="submit" loading={entering.isPending}>
        {texts.session.signIn}
      </Button>
    </form>
  );
}
