import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { RegistrationAnswer, RegistrationBody } from '../../api/contracts/organisations.ts';
import { ApiError } from '../api/client.ts';
import { register, termsQuery } from '../api/organisations.ts';
import { sessionQuery } from '../api/service.ts';
import { FormError } from '../shared/form-error.tsx';
import { useFields } from '../shared/use-fields.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { AccountFields, accountFields, noAccount } from './account-fields.tsx';
import { type OrganisationField, OrganisationFields, organisationFields } from './organisation-fields.tsx';
import { TermsConsent } from './terms-consent.tsx';

const allFields = [...organisationFields, ...accountFields];
const noOrganisation: Record<OrganisationField, string> = { name: '', kind: '', creditCode: '', contact: '' };

/** 单位注册: an organisation and its first account in one form, and then what happens next. */
export function RegisterPage() {
  const [done, setDone] = useState<RegistrationAnswer | null>(null);
  return done ? <Registered answer={done} /> : <RegistrationForm onDone={setDone} />;
}

function RegistrationForm({ onDone }: { onDone: (answer: RegistrationAnswer) => void }) {
  const texts = useTexts();
  const words = texts.organisations;
  const queryClient = useQueryClient();
  const reader = useQuery(sessionQuery).data;
  const fields = useFields({ ...noOrganisation, ...noAccount });
  const [consent, setConsent] = useState<number | null>(null);
  const sending = useMutation({
    mutationFn: register,
    onSuccess: onDone,
    onError: (error) => {
      fields.refuse(error);
      // The notice may have a newer wording by now.
      if (error instanceof ApiError && error.details.some(({ field }) => field === 'consent')) {
        setConsent(null);
        void queryClient.invalidateQueries({ queryKey: termsQuery.queryKey });
      }
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const unread: Record<string, string> = consent === null ? { consent: words.terms.agreeFirst } : {};
    if (!fields.isComplete(allFields, unread) || consent === null) return;
    const { name, kind, creditCode, contact, ...account } = fields.values;
    sending.mutate({
      organisation: { name, kind: kind as RegistrationBody['organisation']['kind'], creditCode, contact },
      account,
      consent,
    });
  }

  return (
    <form
      className="page form-page short-form"
      noValidate
      ref={fields.form}
      onSubmit={submit}
      aria-label={words.register.title}
    >
      <PageTitle>{words.register.title}</PageTitle>
      <p className="secondary">{words.register.hint}</p>
      {reader ? (
        <Alert
          className="notice"
          type="info"
          role="note"
          title={words.register.signedIn(reader.account.displayName)}
        />
      ) : null}
      <section className="form-section" aria-labelledby="register-organisation">
        <h2 id="register-organisation">{words.register.organisation}</h2>
        <OrganisationFields fields={fields} />
      </section>
      <section className="form-section" aria-labelledby="register-account">
        <h2 id="register-account">{words.register.account}</h2>
        <AccountFields fields={fields} />
      </section>
      <TermsConsent
        agreed={consent}
        problem={fields.problemOf('consent')}
        onChange={(version) => {
          setConsent(version);
          fields.forgive('consent');
        }}
      />
      <div className="form-end">
        {fields.problemCount > 0 ? (
          <p className="field-error" role="status">
            {words.problemCount(fields.problemCount)}
          </p>
        ) : null}
        {sending.error ? <FormError error={sending.error} shown={[...allFields, 'consent']} /> : null}
        <Button type="primary" htmlType="submit" loading={sending.isPending}>
          {words.register.submit}
        </Button>
      </div>
    </form>
  );
}

function Registered({ answer: { organisation, message } }: { answer: RegistrationAnswer }) {
  const words = useTexts().organisations;
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    window.scrollTo({ top: 0 });
    page.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="page narrow" ref={page} tabIndex={-1}>
      <PageTitle>{words.register.doneTitle}</PageTitle>
      <p className="strong">{organisation.name}</p>
      <p>{message}</p>
      <h2>{words.register.nextTitle}</h2>
      <ol className="steps">
        {words.register.next.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>
        <Link className="button-link" to="/sign-in?next=/organisations/mine">
          {words.register.toOwn}
        </Link>
      </p>
    </div>
  );
}
