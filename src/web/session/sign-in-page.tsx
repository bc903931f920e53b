import { Link, useNavigate, useSearchParams } from 'react-router';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { afterSignIn } from './safe-return.ts';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  return (
    <div className="page narrow">
      <PageTitle>{texts.session.signIn}</PageTitle>
      <p className="secondary">{texts.session.signInHint}</p>
      <SignInForm
        onDone={(session) => void navigate(afterSignIn(session, params.get('next')), { replace: true })}
      />
      <p className="sign-in-ways">
        <Link to="/reset">{texts.account.forgotten}</Link>
        <Link to="/register">{texts.account.register}</Link>
      </p>
    </div>
  );
}
