import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError } from '../api/client.ts';
import { type SetupBody, setUp } from '../api/service.ts';
import { EmptyNotice, ErrorNotice } from '../shared/notices.tsx';
import { useLinkToken } from '../shared/use-link-token.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { useSignIn } from './use-sign-in.ts';

const fields = ['organisation', 'displayName', 'account', 'password'] as const;
const completion = {
  organisation: 'organization',
  displayName: 'name',
  account: 'username',
  password: 'new-password',
};

/** The one-time page behind the link that a new service prints at its first start. */
export function SetupPage() {
  const texts = useTexts();
  const id = useId();
  const navigate = useNavigate();
  const token = useLinkToken();
  const [form, setForm] = useState<Omit<SetupBody, 'token'>>({
    organisation: '',
    displayName: '',
    account: '',
    password: '',
  });
  const entering = useSignIn(setUp, () => void navigate('/demands', { replace: true }));
  const problems = entering.error instanceof ApiError ? entering.error.details : [];

  function submit(event: FormEvent): void {
    event.preventDefault();
    entering.mutate({ token, ...form });
  }

  return (
    <div className="page narrow">
      <PageTitle>{texts.setup.title}</PageTitle>
      {token === '' ? (
        <EmptyNotice title={texts.setup.noToken} />
      ) : (
        <form className="stack" onSubmit={submit} aria-label={texts.setup.title}>
          <p className="secondary">{texts.setup.hint}</p>
          {entering.error ? <ErrorNotice error={entering.error} /> : null}
          {fields.map((field) => {
            const problem = problems.find((candidate) => candidate.field === field);
            return (
              <div className="field" key={field}>
                <label htmlFor={`${id}-${field}`}>{texts.setup[field]}</label>
                <Input
                  id={`${id}-${field}`}
                  type={field === 'password' ? 'password' : 'text'}
                  autoComplete={completion[field]}
                  required
                  minLength={field === 'password' ? 8 : field === 'account' ? 3 : 1}
                  value={form[field]}
                  aria-describedby={`${id}-${field}-hint`}
                  onChange={(event) => setForm({ ...form, [field]: event.target.value })}
                />
                <p id={`${id}-${field}-hint`} className={problem ? 'field-error' : 'field-hint'}>
                  {problem?.message ?? (field === 'password' ? texts.setup.passwordHint : '')}
                </p>
              </div>
            );
          })}
          <Button type="primary" htmlType="submit" loading={entering.isPending}>
            {texts.setup.submit}
          </Button>
        </form>
      )}
    </div>
  );
}
