import type { RouteObject } from 'react-router';

/** The pages of organisations and accounts, each loaded when somebody opens one. */
export const organisationRoutes: RouteObject[] = [
  {
    path: 'register',
    lazy: async () => ({ Component: (await import('./register-page.tsx')).RegisterPage }),
  },
  { path: 'join', lazy: async () => ({ Component: (await import('./join-page.tsx')).JoinPage }) },
  {
    path: 'organisations/mine',
    lazy: async () => ({ Component: (await import('./own-page.tsx')).OwnOrganisationsPage }),
  },
  {
    path: 'organisations',
    lazy: async () => ({ Component: (await import('./review-page.tsx')).ReviewPage }),
  },
  {
    path: 'accounts',
    lazy: async () => ({ Component: (await import('./accounts-page.tsx')).AccountsPage }),
  },
];
