import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { en } from './en.ts';
import { type Texts, zhCN } from './zh-cn.ts';

export type Language = 'zh-CN' | 'en';

interface LanguageChoice {
  language: Language;
  texts: Texts;
  choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);
const STORAGE_KEY = 'language';

/** Chinese first: English only where a reader asked for it. */
function remembered(): Language {
  return window.localStorage.getItem(STORAGE_KEY) === 'en' ? 'en' : 'zh-CN';
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(remembered);

  // Before any request leaves: the client sends this attribute as accept-language.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const choice = useMemo<LanguageChoice>(
    () => ({
      language,
      texts: language === 'en' ? en : zhCN,
      choose: (next) => {
        window.localStorage.setItem(STORAGE_KEY, next);
        document.documentElement.lang = next;
        setLanguage(next);
      },
    }),
    [language],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  const choice = useContext(LanguageContext);
  if (!choice) throw new Error('useLanguage outside LanguageProvider');
  return choice;
}

export function useTexts(): Texts {
  return useLanguage().texts;
}
