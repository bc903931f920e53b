import { Button, QRCode } from 'antd';
import type { FormEvent } from 'react';
import { confirmEnrolment, type Enrolment, enrol } from '../api/account.ts';
import { TextField } from '../shared/fields.tsx';
import { FormError } from '../shared/form-error.tsx';
import { useFields } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { SecretText } from './secret-text.tsx';
import { useAccountWork } from './use-account-work.ts';

/** The first step: the password, so that nobody else at this screen takes the account over. */
export function EnrolForm({ onEnrolled }: { onEnrolled: (enrolment: Enrolment) => void }) {
  const words = useTexts().account.secondFactor;
  const fields = useFields({ password: '' });
  const enrolling = useAccountWork(enrol, onEnrolled, fields.refuse);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (fields.isComplete(['password'])) enrolling.mutate(fields.values.password);
  }

  return (
    <form noValidate ref={fields.form} onSubmit={submit} aria-label={words.start}>
      <TextField
        fields={fields}
        name="password"
        label={words.password}
        type="password"
        autoComplete="current-password"
      />
      {enrolling.error ? <FormError error={enrolling.error} shown={['password']} /> : null}
      <Button type="primary" htmlType="submit" loading={enrolling.isPending}>
        {words.next}
      </Button>
    </form>
  );
}

interface SecretProps {
  enrolment: Enrolment;
  onConfirmed: (recoveryCodes: string[]) => void;
}

/** The second step: the key for the app, and a first code that shows it arrived there. */
export function SecretForm({ enrolment, onConfirmed }: SecretProps) {
  const words = useTexts().account.secondFactor;
  const fields = useFields({ code: '' });
  const confirming = useAccountWork(
    confirmEnrolment,
    ({ recoveryCodes }) => onConfirmed(recoveryCodes),
    fields.refuse,
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (fields.isComplete(['code'])) confirming.mutate(fields.values.code.trim());
  }

  return (
    <form noValidate ref={fields.form} onSubmit={submit} aria-label={words.secretTitle}>
      <h3>{words.secretTitle}</h3>
      <p className="secondary">{words.secretHint}</p>
      <QRCode
        type="svg"
        value={enrolment.uri}
        size={200}
        marginSize={2}
        bordered={false}
        color="#000"
        bgColor="#fff"
        aria-label={words.picture}
      />
      <SecretText
        text={enrolment.secret}
        more={
          <a className="button-link plain" href={enrolment.uri}>
            {words.openApp}
          </a>
        }
      >
        <p className="secret">
          <code>{enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
      </SecretText>
      <TextField fields={fields} name="code" label={words.code} autoComplete="one-time-code" maxLength={10} />
      {confirming.error ? <FormError error={confirming.error} shown={['code']} /> : null}
      <Button type="primary" htmlType="submit" loading={confirming.isPending}>
        {words.confirm}
      </Button>
    </form>
  );
}
