import type { RouteObject } from 'react-router';

/** The operators' desk and what is opened from it. */
export const deskRoutes: RouteObject[] = [
  { path: 'desk', lazy: async () => ({ Component: (await import('./desk-page.tsx')).DeskPage }) },
  {
    path: 'desk/compare',
    lazy: async () => ({ Component: (await import('./compare-page.tsx')).ComparePage }),
  },
  { path: 'desk/why', lazy: async () => ({ Component: (await import('./why-page.tsx')).WhyPage }) },
];
