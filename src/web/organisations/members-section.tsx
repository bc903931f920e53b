import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { membersQuery } from '../api/members.ts';
import type { Member, Organisation } from '../api/organisation-types.ts';
import type { Session } from '../api/service.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { SectionHead } from '../shared/section-head.tsx';
import { useTexts } from '../texts/language.tsx';
import { AccountState } from './account-state.tsx';
import { HandOverSection } from './hand-over-section.tsx';
import { MoreButton } from './more-button.tsx';
import { receivers } from './receivers.ts';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';

interface Props {
  organisation: Organisation;
  session: Session;
}

/** The people of an organisation, and what passes between them. */
export function MembersSection({ organisation, session }: Props) {
  const words = useTexts().members;
  const members = useInfiniteQuery(membersQuery(organisation.id));
  const [removing, setRemoving] = useState<Member | null>(null);
  const pages = members.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const mayHandOver = organisation.can.includes('hand-over');

  return (
    <>
      <section className="entry-section" aria-labelledby="members">
        <SectionHead id="members" title={words.members.title} hint={words.members.hint} action={null} />
        {members.error ? (
          <ErrorNotice error={members.error} onRetry={() => void members.refetch()} />
        ) : members.isPending ? (
          <Waiting rows={1} />
        ) : (
          <MembersTable items={items} self={session.account.id} onRemove={setRemoving} />
        )}
        <MoreButton
          shown={items.length}
          total={pages[0]?.total ?? 0}
          loading={members.isFetchingNextPage}
          onMore={() => void members.fetchNextPage()}
        />
        {removing ? (
          <RemoveMemberDialog
            organisationId={organisation.id}
            member={removing}
            heirs={mayHandOver ? receivers(items, removing.accountId) : []}
            isSelf={removing.accountId === session.account.id}
            onClose={() => setRemoving(null)}
          />
        ) : null}
      </section>
      {mayHandOver ? <HandOverSection organisationId={organisation.id} members={items} /> : null}
    </>
  );
}

interface TableProps {
  items: readonly Member[];
  self: string;
  onRemove: (member: Member) => void;
}

function MembersTable({ items, self, onRemove }: TableProps) {
  const { members: people, organisations } = useTexts();
  const words = people.members;
  return (
    <table className="table stacking" aria-labelledby="members">
      <thead>
        <tr>
          <th scope="col">{words.person}</th>
          <th scope="col">{words.role}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.action}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((member) => {
          const { accountId, displayName, role, state, can } = member;
          const isSelf = accountId === self;
          const roleWord = organisations.roles[role];
          return (
            <tr key={`${accountId} ${role}`}>
              <th scope="row">
                {displayName}
                {isSelf ? words.you : ''}
              </th>
              <td>
                <span className="row-label">{words.role}</span>
                {roleWord}
              </td>
              <td>
                <span className="row-label">{words.state}</span>
                <AccountState state={state} />
              </td>
              <td>
                {can.includes('remove') ? (
                  <Button
                    aria-label={isSelf ? words.leaveOf(roleWord) : words.removeOf(displayName, roleWord)}
                    onClick={() => onRemove(member)}
                  >
                    {isSelf ? words.leave : words.remove}
                  </Button>
                ) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
