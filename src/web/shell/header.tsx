import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { modelRights } from '../api/score-models.ts';
import { indexRights, sessionQuery } from '../api/service.ts';
import { InboxLink } from '../inbox/inbox-link.tsx';
import { OrganisationLinks } from '../organisations/organisation-links.tsx';
import { useSignOut } from '../session/use-sign-out.ts';
import { useLanguage } from '../texts/language.tsx';

export function Header() {
  const { texts, language, choose } = useLanguage();
  const session = useQuery(sessionQuery);
  const location = useLocation();
  const { signOut, leaving } = useSignOut();
  const reader = session.data;
  const here = location.pathname + location.search;
  const nav = useRef<HTMLElement>(null);

  // On a phone the links may be wider than the screen; that of this page must be in sight.
  useEffect(() => {
    const active = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (active) nav.current?.scrollTo({ left: active.offsetLeft - nav.current.offsetLeft - 60 });
  });

  return (
    <header className="header">
      <div className="header-inner">
        <Link to="/demands" className="brand">
          {texts.shell.product}
        </Link>
        <nav className="nav" ref={nav} aria-label={texts.shell.mainNavigation}>
          <NavLink to="/demands">{texts.lists.demands.name}</NavLink>
          <NavLink to="/achievements">{texts.lists.achievements.name}</NavLink>
          {reader ? <NavLink to="/mine">{texts.mine.name}</NavLink> : null}
          {reader ? <InboxLink session={reader} /> : null}
          {reader?.can.includes('review') ? (
            <>
              <NavLink to="/intake">{texts.intake.name}</NavLink>
              <NavLink to="/desk">{texts.desk.name}</NavLink>
            </>
          ) : null}
          {indexRights.some((right) => reader?.can.includes(right)) ? (
            <NavLink to="/index">{texts.index.name}</NavLink>
          ) : null}
          {modelRights.some((right) => reader?.can.includes(right)) ? (
            <NavLink to="/model">{texts.model.name}</NavLink>
          ) : null}
          {reader ? <OrganisationLinks can={reader.can} /> : null}
          {reader?.can.includes('audit') ? <NavLink to="/audit">{texts.audit.name}</NavLink> : null}
          {reader ? (
            <NavLink className="phone-only" to="/account">
              {texts.account.name}
            </NavLink>
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
              <Link className="account-name" to="/account" title={texts.account.name}>
                {reader.account.displayName}
              </Link>
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
