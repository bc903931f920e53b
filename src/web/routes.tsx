import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import type { List } from './api/entry-types.ts';
import { deskRoutes } from './desk/desk-routes.ts';
import { EntryPage } from './entry/entry-page.tsx';
import { inboxRoutes } from './inbox/inbox-routes.ts';
import { ListPage } from './lists/list-page.tsx';
import { organisationRoutes } from './organisations/organisation-routes.ts';
import { SignInPage } from './session/sign-in-page.tsx';
import { ErrorPage } from './shell/error-page.tsx';
import { Layout } from './shell/layout.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';

/** Reading is in the first download; forms and the back office come when they are opened. */
function routesOf(list: List): RouteObject[] {
  return [
    { path: list, element: <ListPage key={list} list={list} /> },
    {
      path: `${list}/new`,
      lazy: async () => ({ element: (await import('./forms/form-route.tsx')).formRoute(list) }),
    },
    {
      path: `${list}/:id/edit`,
      lazy: async () => ({ element: (await import('./forms/form-route.tsx')).formRoute(list) }),
    },
    { path: `${list}/:id`, element: <EntryPage list={list} /> },
  ];
}

export function createRouter() {
  return createBrowserRouter([
    {
      element: <Layout />,
      errorElement: <ErrorPage />,
      // Shown while the code of the first page loads.
      hydrateFallbackElement: <div />,
      children: [
        {
          errorElement: <ErrorPage />,
          children: [
            { index: true, element: <Navigate to="/demands" replace /> },
            ...routesOf('demands'),
            ...routesOf('achievements'),
            {
              path: 'mine',
              lazy: async () => ({ Component: (await import('./mine/mine-page.tsx')).MinePage }),
            },
            {
              path: 'intake',
              lazy: async () => ({ Component: (await import('./intake/intake-page.tsx')).IntakePage }),
            },
            {
              path: 'index',
              lazy: async () => ({ Component: (await import('./indexing/index-page.tsx')).IndexPage }),
            },
            {
              path: 'model',
              lazy: async () => ({ Component: (await import('./model/model-page.tsx')).ModelPage }),
            },
            {
              path: 'setup',
              lazy: async () => ({ Component: (await import('./session/setup-page.tsx')).SetupPage }),
            },
            {
              path: 'account',
              lazy: async () => ({ Component: (await import('./account/account-page.tsx')).AccountPage }),
            },
            {
              path: 'reset',
              lazy: async () => ({ Component: (await import('./account/reset-page.tsx')).ResetPage }),
            },
            {
              path: 'audit',
              lazy: async () => ({ Component: (await import('./audit/audit-page.tsx')).AuditPage }),
            },
            ...deskRoutes,
            ...organisationRoutes,
            ...inboxRoutes,
            { path: 'sign-in', element: <SignInPage /> },
            { path: '*', element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ]);
}
