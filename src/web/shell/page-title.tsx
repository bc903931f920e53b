import type { ReactNode } from 'react';
import { useTexts } from '../texts/language.tsx';

/** The one h1 of a page, and the title of the browser's window. */
export function PageTitle({ children, extra }: { children: string; extra?: ReactNode }) {
  return (
    <>
      <WindowTitle>{children}</WindowTitle>
      <h1>
        {children}
        {extra}
      </h1>
    </>
  );
}

export function WindowTitle({ children }: { children: string }) {
  const texts = useTexts();
  return <title>{`${children} · ${texts.shell.product}`}</title>;
}
