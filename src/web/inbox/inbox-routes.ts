import type { RouteObject } from 'react-router';

/** The inbox, one introduction, and the operators' funnel, each loaded when somebody opens it. */
export const inboxRoutes: RouteObject[] = [
  { path: 'inbox', lazy: async () => ({ Component: (await import('./inbox-page.tsx')).InboxPage }) },
  {
    path: 'inbox/:id',
    lazy: async () => ({ Component: (await import('./introduction-page.tsx')).IntroductionPage }),
  },
  {
    path: 'funnel',
    lazy: async () => ({ Component: (await import('../funnel/funnel-page.tsx')).FunnelPage }),
  },
];
