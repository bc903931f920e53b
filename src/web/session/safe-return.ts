/** Where to go after sign-in: only a path of this site, so that no link can send a reader elsewhere. Pure. */
export function safeReturn(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/demands';
}
