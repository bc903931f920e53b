import { useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { useTexts } from '../texts/language.tsx';
import { Header } from './header.tsx';

export function Layout() {
  const texts = useTexts();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const navigation = useNavigation();
  const shown = useRef(pathname);

  // A new page starts at its beginning for keyboards and screen readers too.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <>
      <a className="skip" href="#content">
        {texts.shell.skip}
      </a>
      <Header />
      <main id="content" ref={main} tabIndex={-1} aria-busy={navigation.state === 'loading'}>
        <Outlet />
      </main>
      <footer className="footer">
        <p>{texts.shell.footer}</p>
      </footer>
      <ScrollRestoration getKey={(location) => location.pathname + location.search} />
    </>
  );
}
