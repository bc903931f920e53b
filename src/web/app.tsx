import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { ApiError } from './api/client.ts';
import { createRouter } from './routes.tsx';
import { theme } from './shell/theme.ts';
import { LanguageProvider, useLanguage } from './texts/language.tsx';

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // An answer of the server stands; only a lost connection is worth a second try.
        retry: (failures, error) => error instanceof ApiError && error.passing && failures < 1,
        retryDelay: 800,
      },
    },
  });
}

export function App({ nonce }: { nonce: string | undefined }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <Themed nonce={nonce} />
      </LanguageProvider>
    </QueryClientProvider>
  );
}

function Themed({ nonce }: { nonce: string | undefined }) {
  const { language } = useLanguage();
  const [router] = useState(createRouter);
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      theme={theme}
      button={{ autoInsertSpace: false }}
      {...(nonce ? { csp: { nonce } } : {})}
    >
      <AntdApp component={false}>
        <RouterProvider router={router} />
      </AntdApp>
    </ConfigProvider>
  );
}
