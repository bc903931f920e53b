import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { ApiError } from '../api/client.ts';
import { openedEntryQuery } from '../api/entries.ts';
import type { Session } from '../api/service.ts';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { useTexts } from '../texts/language.tsx';
import { EntryEditor } from './entry-editor.tsx';
import type { FormAccess } from './field.tsx';
import type { FormSpec } from './form-spec.ts';
import type { CommonValues } from './values.ts';

interface Props<Values extends CommonValues> {
  spec: FormSpec<Values>;
  session: Session;
  fields: (form: FormAccess<Values>) => ReactNode;
}

/**
 * Finds the entry to edit: the one in the path, or the draft that a new form became (`?draft=`), or none yet. A form
 * that just became a draft goes on undisturbed; opening a new form from there starts afresh.
 */
export function FormPage<Values extends CommonValues>(props: Props<Values>) {
  const { id } = useParams();
  const [params] = useSearchParams();
  const draft = params.get('draft');
  const [start, setStart] = useState({ round: 0, id: id ?? draft });
  const lastDraft = useRef(draft);

  useEffect(() => {
    if (lastDraft.current !== null && draft === null)
      setStart(({ round }) => ({ round: round + 1, id: null }));
    lastDraft.current = draft;
  }, [draft]);

  return start.id === null ? (
    <EntryEditor key={start.round} entry={null} {...props} />
  ) : (
    <Existing key={start.round} id={start.id} {...props} />
  );
}

function Existing<Values extends CommonValues>({ id, ...props }: Props<Values> & { id: string }) {
  const texts = useTexts();
  const { list } = props.spec;
  const found = useQuery(openedEntryQuery(list, id));
  if (found.error instanceof ApiError && found.error.status === 404) return <NotFoundPage />;
  if (!found.data) {
    return (
      <div className="page form-page">
        {found.error ? (
          <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Waiting rows={6} />
        )}
      </div>
    );
  }
  if (!found.data.can.includes('edit')) {
    return (
      <div className="page form-page">
        <EmptyNotice title={texts.form.notEditable}>
          <Link to={`/${list}/${id}`}>{texts.form.toEntry}</Link>
        </EmptyNotice>
      </div>
    );
  }
  return <EntryEditor entry={found.data} {...props} />;
}
