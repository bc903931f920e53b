import { Link } from 'react-router';
import { useTexts } from '../texts/language.tsx';
import { PageTitle } from './page-title.tsx';

export function NotFoundPage() {
  const texts = useTexts();
  return (
    <div className="page narrow">
      <PageTitle>{texts.errors.notFoundTitle}</PageTitle>
      <p>{texts.errors.notFoundText}</p>
      <p className="links">
        <Link to="/demands">{texts.lists.demands.name}</Link>
        <Link to="/achievements">{texts.lists.achievements.name}</Link>
      </p>
    </div>
  );
}
