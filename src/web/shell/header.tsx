import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, NavLink, useLocation } from 'react-router';
import { indexRights, sessionQuery } from '../api/service.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { useLanguage } from '../texts/language.tsx';

export function Header() {
  const { texts, language, choose } = useLanguage();
  const session = useQuery(sessionQuery);
  const location = useLocation();
  const { signOut, leaving } = useSignOut();
  const reader = session.data;
  const here = location.pathname + location.search;

  return (
    <header className="header">
      <div className="header-inner">
        <Link to="/demands" className="brand">
          {texts.shell.product}
        </Link>
        <nav className="nav" aria-label={texts.shell.mainNavigation}>
          <NavLink to="/demands">{texts.lists.demands.name}</NavLink>
          <NavLink to="/achievements">{texts.lists.achievements.name}</NavLink>
          {reader ? <NavLink to="/mine">{texts.mine.name}</NavLink> : null}
          {reader?.can.includes('review') ? <NavLink to="/intake">{texts.intake.name}</NavLink> : null}
          {indexRights.some((right) => reader?.can.includes(right)) ? (
            <NavLink to="/index">{texts.index.name}</NavLink>
          ) : null}
        </nav>
        <div className="account">
          <Button
            type="text"
            lang={language === 'en' ? 'zh-CN' : 'en'}
            onClick={() => choose(language === 'en' ? 'zh-CN' : 'en')}
          >
            {language === 'en' ? '中文' : 'English'}
          </Button>
          {reader ? (
            <>
              <span className="account-name" title={reader.account.name}>
                {reader.account.displayName}
              </span>
              <Button type="text" onClick={signOut} loading={leaving}>
                {texts.session.signOut}
              </Button>
            </>
          ) : null}
          {reader === null && location.pathname !== '/sign-in' ? (
            <Link className="sign-in-link" to={`/sign-in?next=${encodeURIComponent(here)}`}>
              {texts.session.signIn}
            </Link>
          ) : null}
        </div>
      </div>
    </header>
  );
}
