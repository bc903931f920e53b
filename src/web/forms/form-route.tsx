import type { ReactNode } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { List } from '../api/entry-types.ts';
import type { Session } from '../api/service.ts';
import { RequireSession } from '../session/require-session.tsx';
import { AchievementFields } from './achievement-fields.tsx';
import { DemandFields } from './demand-fields.tsx';
import { FormPage } from './form-page.tsx';
import { achievementSpec, demandSpec } from './form-spec.ts';

/** The post and edit pages of a list, loaded when somebody opens one. */
export function formRoute(list: List): ReactNode {
  return <FormRoute key={list} list={list} />;
}

function FormRoute({ list }: { list: List }) {
  const { id } = useParams();
  const [params] = useSearchParams();
  // Whoever edits an entry, or fills one in for somebody else (代办), is judged by the entry and its organisation.
  const isOwn = !id && !params.has('draft') && !params.has('for');
  return (
    <RequireSession {...(isOwn ? { rights: [`create:${list}`] } : {})}>
      {(session) => <FormOf key={id ?? 'new'} list={list} session={session} />}
    </RequireSession>
  );
}

function FormOf({ list, session }: { list: List; session: Session }) {
  return list === 'demands' ? (
    <FormPage spec={demandSpec} session={session} fields={(form) => <DemandFields form={form} />} />
  ) : (
    <FormPage spec={achievementSpec} session={session} fields={(form) => <AchievementFields form={form} />} />
  );
}
