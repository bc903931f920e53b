import { Modal } from 'antd';
import { SignInForm } from '../session/sign-in-form.tsx';
import { useTexts } from '../texts/language.tsx';

/** The session ended in the middle of the work: sign in over the form, which keeps every word. */
export function SignInDialog({ onDone }: { onDone: () => void }) {
  const texts = useTexts();
  return (
    <Modal open title={texts.form.signedOutTitle} footer={null} closable={false} mask={{ closable: false }}>
      <p>{texts.form.signedOut}</p>
      <SignInForm onDone={onDone} />
    </Modal>
  );
}
