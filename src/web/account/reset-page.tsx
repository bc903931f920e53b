import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { requestReset, resetPassword } from '../api/account.ts';
import { ApiError } from '../api/client.ts';
import { TextField } from '../shared/fields.tsx';
import { FormError } from '../shared/form-error.tsx';
import { useFields } from '../shared/use-fields.ts';
import { useLinkToken } from '../shared/use-link-token.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';

/** 找回密码: asks for a link, or sets the password where the link brought its token. */
export function ResetPage() {
  const token = useLinkToken();
  // A link that has had its day.
  const [spent, setSpent] = useState('');
  if (token === '' || token === spent) return <AskForLink />;
  return <SetPassword key={token} token={token} onAskAnew={() => setSpent(token)} />;
}

function AskForLink() {
  const words = useTexts().account;
  const fields = useFields({ account: '' });
  const asking = useMutation({ mutationFn: requestReset, onError: fields.refuse });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (fields.isComplete(['account'])) asking.mutate(fields.values.account.trim());
  }

  return (
    <form
      className="page narrow"
      noValidate
      ref={fields.form}
      onSubmit={submit}
      aria-label={words.reset.title}
    >
      <PageTitle>{words.reset.title}</PageTitle>
      <p className="secondary">{words.reset.hint}</p>
      <TextField
        fields={fields}
        name="account"
        label={words.profile.account}
        autoComplete="username"
        maxLength={200}
      />
      {asking.error ? <FormError error={asking.error} shown={['account']} /> : null}
      {asking.data ? (
        <Alert
          className="notice"
          type="info"
          role="status"
          title={words.reset.sent(asking.data.validMinutes)}
        />
      ) : null}
      <Button type="primary" htmlType="submit" loading={asking.isPending}>
        {words.reset.send}
      </Button>
    </form>
  );
}

/** The link was used before, or its time is over. */
function isNoMore(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

function SetPassword({ token, onAskAnew }: { token: string; onAskAnew: () => void }) {
  const texts = useTexts();
  const words = texts.account.reset;
  const fields = useFields({ password: '' });
  const setting = useMutation({
    mutationFn: resetPassword,
    onError: fields.refuse,
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (fields.isComplete(['password'])) setting.mutate({ token, password: fields.values.password });
  }

  return (
    <form className="page narrow" noValidate ref={fields.form} onSubmit={submit} aria-label={words.newTitle}>
      <PageTitle>{words.newTitle}</PageTitle>
      {setting.isSuccess ? (
        <>
          <Alert className="notice" type="success" role="status" title={words.done} />
          <Link className="button-link" to="/sign-in">
            {texts.session.signIn}
          </Link>
        </>
      ) : (
        <>
          <p className="secondary">{words.newHint}</p>
          <TextField
            fields={fields}
            name="password"
            label={texts.account.password.next}
            hint={texts.account.password.nextHint}
            type="password"
            autoComplete="new-password"
          />
          {setting.error ? <FormError error={setting.error} shown={['password']} /> : null}
          <div className="actions">
            <Button type="primary" htmlType="submit" loading={setting.isPending}>
              {words.set}
            </Button>
            {isNoMore(setting.error) ? <Button onClick={onAskAnew}>{words.anew}</Button> : null}
          </div>
        </>
      )}
    </form>
  );
}
