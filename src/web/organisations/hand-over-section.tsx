import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { handOver } from '../api/members.ts';
import type { Member } from '../api/organisation-types.ts';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { ChoiceField } from '../shared/fields.tsx';
import { SectionHead } from '../shared/section-head.tsx';
import { useFields } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { receivers } from './receivers.ts';
import { useOrganisationWork } from './use-organisation-work.ts';

interface Props {
  organisationId: string;
  members: readonly Member[];
}

/** Gives everything one person entered for the organisation to a colleague. */
export function HandOverSection({ organisationId, members }: Props) {
  const { organisations, members: people } = useTexts();
  const words = people.handOver;
  const { message } = App.useApp();
  const fields = useFields({ from: '', to: '' });
  const [asking, setAsking] = useState(false);
  const { from, to } = fields.values;
  const givers = [...new Map(members.map((member) => [member.accountId, member])).values()];
  const takers = receivers(members, from);
  const giving = useOrganisationWork(
    () => handOver(organisationId, from, to),
    ({ moved }) => {
      message.success(words.done(moved));
      setAsking(false);
    },
  );
  const nameOf = (id: string) => members.find(({ accountId }) => accountId === id)?.displayName ?? '';
  const options = (people: readonly Member[]) =>
    people.map(({ accountId, displayName }) => ({ value: accountId, label: displayName }));

  function ask(event: FormEvent): void {
    event.preventDefault();
    if (fields.isComplete(['from', 'to'])) setAsking(true);
  }

  return (
    <section className="entry-section" aria-labelledby="hand-over">
      <SectionHead id="hand-over" title={words.title} hint={words.hint} action={null} />
      {givers.length < 2 ? (
        <p>{words.alone}</p>
      ) : (
        <form className="inline-form" noValidate ref={fields.form} onSubmit={ask} aria-label={words.title}>
          <ChoiceField
            fields={fields}
            name="from"
            label={words.from}
            none={organisations.choose}
            options={options(givers)}
          />
          <ChoiceField
            fields={fields}
            name="to"
            label={words.to}
            none={organisations.choose}
            options={options(takers)}
          />
          <Button htmlType="submit">{words.submit}</Button>
        </form>
      )}
      {asking ? (
        <ConfirmDialog
          title={words.confirmTitle}
          verb={words.submit}
          working={giving.isPending}
          error={giving.error}
          onConfirm={() => giving.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{words.confirmText(nameOf(from), nameOf(to))}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  );
}
