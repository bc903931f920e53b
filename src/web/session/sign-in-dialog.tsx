import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../texts/language.tsx';
import { SignInForm } from './sign-in-form.tsx';

interface Props {
  /** What becomes of the work that stands underneath. */
  hint: string;
  onDone: () => void;
  /** Left out where nothing can go on without signing in. */
  onClose?: () => void;
}

/** The session ended in the middle of the work: sign in over it, and it keeps every word. */
export function SignInDialog({ hint, onDone, onClose }: Props) {
  const texts = useTexts();
  return (
    <Dialog
      title={texts.form.signedOutTitle}
      footer={null}
      closable={onClose !== undefined}
      {...(onClose ? { onCancel: onClose } : {})}
    >
      <p>{hint}</p>
      <SignInForm onDone={onDone} />
    </Dialog>
  );
}
