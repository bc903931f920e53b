import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { type Pledge, pledgeQuery, promise } from '../api/disclosure.ts';
import { entryQuery } from '../api/entries.ts';
import type { Entry } from '../api/entry-types.ts';
import { type Session, sessionQuery } from '../api/service.ts';
import { NativeSelect } from '../shared/native-select.tsx';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useLanguage, useTexts } from '../texts/language.tsx';

/** The promise that opens a 定向 entry: its whole text, a conscious tick, and only then the button. */
export function PledgeForm({ entry }: { entry: Entry }) {
  const texts = useTexts();
  const pledge = useQuery(pledgeQuery);
  const session = useQuery(sessionQuery).data;
  return (
    <section className="pledge" aria-labelledby="pledge-title">
      <h2 id="pledge-title">{texts.disclosure.pledge.title}</h2>
      {pledge.error ? (
        <ErrorNotice error={pledge.error} onRetry={() => void pledge.refetch()} />
      ) : pledge.data && session ? (
        <Wording key={pledge.data.wording} entry={entry} pledge={pledge.data} session={session} />
      ) : (
        <Waiting rows={2} />
      )}
    </section>
  );
}

const parties = ['enterprise', 'researcher'];

/** The organisations for which somebody may promise, if they are addressed: those where they post or answer. */
function promisers({ memberships }: Session): [string, string][] {
  const held = memberships.filter(({ role }) => parties.includes(role));
  return [...new Map(held.map((place) => [place.organisationId, place.organisationName]))];
}

function Wording({ entry, pledge, session }: { entry: Entry; pledge: Pledge; session: Session }) {
  const { language, texts } = useLanguage();
  const words = texts.disclosure.pledge;
  const id = useId();
  const queryClient = useQueryClient();
  const [agreed, setAgreed] = useState(false);
  const [organisationId, setOrganisationId] = useState('');
  const own = promisers(session);
  const promising = useMutation({
    mutationFn: () =>
      promise(entry.list, entry.id, {
        wording: pledge.wording,
        ...(organisationId ? { organisationId } : {}),
      }),
    onSuccess: (opened) => {
      queryClient.setQueryData(entryQuery(entry.list, entry.id).queryKey, opened);
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [name] }) => name === 'page' || name === 'search' || name === 'matches',
      });
    },
  });

  // Only the server knows which of somebody's organisations are addressed; it asks where several are.
  const problem =
    promising.error instanceof ApiError
      ? promising.error.details.find(({ field }) => field === 'organisationId')
      : undefined;
  const choosing = own.length > 1 && (problem !== undefined || organisationId !== '');

  function submit(event: FormEvent): void {
    event.preventDefault();
    promising.mutate();
  }

  /** Another wording came into force meanwhile, or a colleague was faster. */
  function reload(): void {
    promising.reset();
    setAgreed(false);
    void queryClient.invalidateQueries({ queryKey: pledgeQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: ['entry', entry.list, entry.id] });
  }

  return (
    <form className="stack" onSubmit={submit} aria-labelledby="pledge-title">
      <p className="pledge-text prose">{pledge[language]}</p>
      <p className="secondary small">{words.wording(pledge.wording)}</p>
      {own.length === 1 ? <p className="strong">{words.inNameOf(own[0]?.[1] ?? '')}</p> : null}
      {choosing ? (
        <div className="field">
          <label htmlFor={id}>{words.organisation}</label>
          <NativeSelect
            id={id}
            value={organisationId}
            aria-describedby={`${id}-note`}
            onChange={(event) => {
              promising.reset();
              setOrganisationId(event.target.value);
            }}
          >
            <option value="">{texts.form.choose}</option>
            {own.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </NativeSelect>
          <p id={`${id}-note`} className="field-error" role="alert">
            {problem?.message}
          </p>
        </div>
      ) : null}
      <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
        {words.agree}
      </Checkbox>
      {promising.error && !(problem && choosing) ? (
        <>
          <ErrorNotice error={promising.error} />
          <div>
            <Button onClick={reload}>{words.reload}</Button>
          </div>
        </>
      ) : null}
      <div>
        <Button
          type="primary"
          htmlType="submit"
          disabled={!agreed || (choosing && organisationId === '')}
          loading={promising.isPending}
        >
          {words.promise}
        </Button>
      </div>
    </form>
  );
}
