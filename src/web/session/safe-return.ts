/** Where to go after sign-in: only a path of this site, so that no link can send a reader elsewhere. Pure. */
export function safeReturn(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/demands';
}

interface Duties {
  mustEnrol: boolean;
  mustChangePassword: boolean;
}

/** Who has to do something before their roles count is led there first. Pure. */
export function afterSignIn(session: Duties, next: string | null): string {
  return session.mustEnrol || session.mustChangePassword ? '/account' : safeReturn(next);
}
