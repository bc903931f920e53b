import { useQuery } from '@tanstack/react-query';
import { NavLink } from 'react-router';
import { unreadQuery } from '../api/introductions.ts';
import type { Session } from '../api/service.ts';
import { useTexts } from '../texts/language.tsx';

/** Either of these rights makes somebody a party, or the one who looks after introductions. */
const concerned = ['create:demands', 'create:achievements', 'review'];

/** To the inbox, with how many introductions hold something new; nothing for who is never introduced to anybody. */
export function InboxLink({ session }: { session: Session }) {
  return concerned.some((right) => session.can.includes(right)) ? <Linked /> : null;
}

function Linked() {
  const words = useTexts().introductions;
  const unread = useQuery(unreadQuery).data ?? 0;
  return (
    <NavLink to="/inbox">
      {words.name}
      {unread > 0 ? (
        <span className="unread-count">
          <span aria-hidden="true">{unread}</span>
          <span className="hidden">{words.unread(unread)}</span>
        </span>
      ) : null}
    </NavLink>
  );
}
