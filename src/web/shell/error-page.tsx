import { Button } from 'antd';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { useTexts } from '../texts/language.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { PageTitle } from './page-title.tsx';

/** What is shown where a page broke: what happened, what was kept, what to do. */
export function ErrorPage() {
  const texts = useTexts();
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <div className="page narrow" role="alert">
      <PageTitle>{texts.errors.brokenTitle}</PageTitle>
      <p>{texts.errors.brokenText}</p>
      <p className="links">
        <Button type="primary" onClick={() => window.location.reload()}>
          {texts.errors.reload}
        </Button>
        <Link to="/demands">{texts.lists.demands.name}</Link>
      </p>
    </div>
  );
}
