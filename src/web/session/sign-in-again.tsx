import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts/language.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';

/** The way on where work was refused because the session had ended: signing in over it. */
export function SignInAgain({ onDone }: { onDone?: () => void }) {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{texts.session.signInAgain}</Button>
      {open ? (
        <SignInDialog
          hint={texts.session.signInAgainHint}
          onDone={() => {
            setOpen(false);
            onDone?.();
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
