import { App, Button } from 'antd';
import { useState } from 'react';
import { type Account, type Enrolment, removeSecondFactor, renewRecoveryCodes } from '../api/account.ts';
import { formatInstant } from '../shared/format.ts';
import { useTexts } from '../texts/language.tsx';
import { EnrolForm, SecretForm } from './enrol-forms.tsx';
import { ProofDialog } from './proof-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { Section } from './section.tsx';

type Step = 'rest' | 'password' | 'renew' | 'remove';

/** Setting up, renewing and turning off one-time codes. The secret and the recovery codes are shown once. */
export function SecondFactorSection({ account }: { account: Account }) {
  const words = useTexts().account.secondFactor;
  const { message } = App.useApp();
  const [step, setStep] = useState<Step>(account.mustEnrol ? 'password' : 'rest');
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const { on, since, recoveryCodesLeft } = account.secondFactor;

  function show(recoveryCodes: string[]): void {
    setCodes(recoveryCodes);
    setEnrolment(null);
    setStep('rest');
  }

  return (
    <Section id="second-factor" title={words.title}>
      <p className="secondary">
        {on && since ? words.on(formatInstant(since), recoveryCodesLeft) : words.off}
      </p>
      {codes ? <RecoveryCodes codes={codes} onKept={() => setCodes(null)} /> : null}
      {on || codes ? null : enrolment ? (
        <SecretForm
          enrolment={enrolment}
          onConfirmed={(recoveryCodes) => {
            message.success(words.enabled);
            show(recoveryCodes);
          }}
        />
      ) : step === 'password' ? (
        <EnrolForm onEnrolled={setEnrolment} />
      ) : (
        <Button onClick={() => setStep('password')}>{words.start}</Button>
      )}
      {on && !codes ? (
        <div className="actions">
          <Button onClick={() => setStep('renew')}>{words.renew}</Button>
          <Button onClick={() => setStep('remove')}>{words.remove}</Button>
        </div>
      ) : null}
      {step === 'renew' ? (
        <ProofDialog
          title={words.renew}
          hint={words.renewHint}
          asks={['code']}
          work={({ code }) => renewRecoveryCodes(code)}
          onDone={({ recoveryCodes }) => show(recoveryCodes)}
          onClose={() => setStep('rest')}
        />
      ) : null}
      {step === 'remove' ? (
        <ProofDialog
          title={words.remove}
          hint={words.removeHint}
          asks={['password', 'code']}
          danger
          work={removeSecondFactor}
          onDone={() => {
            message.success(words.removed);
            setStep('rest');
          }}
          onClose={() => setStep('rest')}
        />
      ) : null}
    </Section>
  );
}
