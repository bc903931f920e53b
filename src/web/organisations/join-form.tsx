import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { type AcceptanceAnswer, acceptInvitation } from '../api/members.ts';
import { ORGANISATIONS, termsQuery } from '../api/organisations.ts';
import { sessionQuery } from '../api/service.ts';
import { FormError } from '../shared/form-error.tsx';
import { useFields } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { AccountFields, accountFields, noAccount } from './account-fields.tsx';
import { TermsConsent } from './terms-consent.tsx';

interface Props {
  token: string;
  /** Of the account that is signed in and joins; null for a visitor, who gets a new one. */
  displayName: string | null;
  onJoined: (answer: AcceptanceAnswer) => void;
}

export function JoinForm({ token, displayName, onJoined }: Props) {
  const words = useTexts().organisations;
  const queryClient = useQueryClient();
  const fields = useFields(noAccount);
  const [consent, setConsent] = useState<number | null>(null);
  const isNew = displayName === null;
  const joining = useMutation({
    mutationFn: acceptInvitation,
    onSuccess: (answer) => {
      // A new role changes what this account may see and do.
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: ORGANISATIONS });
      onJoined(answer);
    },
    onError: (error) => {
      fields.refuse(error);
      // Somebody may have signed in or out in another tab meanwhile.
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      const details = error instanceof ApiError ? error.details : [];
      if (details.some(({ field }) => field === 'consent')) {
        setConsent(null);
        void queryClient.invalidateQueries({ queryKey: termsQuery.queryKey });
      }
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const unread: Record<string, string> = consent === null ? { consent: words.terms.agreeFirst } : {};
    if (!fields.isComplete(isNew ? accountFields : [], unread) || consent === null) return;
    joining.mutate({ token, consent, ...(isNew ? { account: fields.values } : {}) });
  }

  return (
    <form className="short-form" noValidate ref={fields.form} onSubmit={submit} aria-label={words.join.title}>
      {isNew ? (
        <AccountFields fields={fields} />
      ) : (
        <p className="strong">{words.join.asSignedIn(displayName)}</p>
      )}
      <TermsConsent
        agreed={consent}
        problem={fields.problemOf('consent')}
        onChange={(version) => {
          setConsent(version);
          fields.forgive('consent');
        }}
      />
      <div className="form-end">
        {joining.error ? (
          <FormError error={joining.error} shown={[...(isNew ? accountFields : []), 'consent']} />
        ) : null}
        <Button type="primary" htmlType="submit" loading={joining.isPending}>
          {isNew ? words.join.submit : words.join.accept}
        </Button>
      </div>
    </form>
  );
}
