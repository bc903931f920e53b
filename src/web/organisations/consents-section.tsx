import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { consentsQuery } from '../api/members.ts';
import type { Consent, Organisation } from '../api/organisation-types.ts';
import type { Session } from '../api/service.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { SectionHead } from '../shared/section-head.tsx';
import { useTexts } from '../texts/language.tsx';
import { ConsentDialog } from './consent-dialog.tsx';
import { ConsentsTable } from './consents-table.tsx';
import { MoreButton } from './more-button.tsx';
import { listsOf } from './offered-roles.ts';

interface Props {
  organisation: Organisation;
  session: Session;
}

/** 帮办代办: who may act for the organisation; for the operator who may, the way to do it. */
export function ConsentsSection({ organisation, session }: Props) {
  const words = useTexts().members.consents;
  const consents = useInfiniteQuery(consentsQuery(organisation.id));
  const [recording, setRecording] = useState(false);
  const pages = consents.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const isMine = ({ state, operator }: Consent) => state === 'running' && operator.id === session.account.id;
  const mayAct = organisation.state === 'confirmed' && items.some(isMine);
  return (
    <section className="entry-section" aria-labelledby="consents">
      <SectionHead
        id="consents"
        title={words.title}
        hint={words.hint}
        action={
          organisation.can.includes('record-consent') ? (
            <Button onClick={() => setRecording(true)}>{words.record}</Button>
          ) : null
        }
      />
      {mayAct ? (
        <p className="links act-for">
          {listsOf(organisation.kind).map((list) => (
            <Link key={list} className="button-link" to={`/${list}/new?for=${organisation.id}`}>
              {words.act[list]}
            </Link>
          ))}
        </p>
      ) : null}
      {consents.error ? (
        <ErrorNotice error={consents.error} onRetry={() => void consents.refetch()} />
      ) : consents.isPending ? (
        <Waiting rows={1} />
      ) : items.length === 0 ? (
        <p className="secondary">{words.empty}</p>
      ) : (
        <ConsentsTable organisationId={organisation.id} items={items} />
      )}
      <MoreButton
        shown={items.length}
        total={pages[0]?.total ?? 0}
        loading={consents.isFetchingNextPage}
        onMore={() => void consents.fetchNextPage()}
      />
      {recording ? <ConsentDialog organisation={organisation} onClose={() => setRecording(false)} /> : null}
    </section>
  );
}
