import { App, Button } from 'antd';
import { useState } from 'react';
import { endConsent } from '../api/members.ts';
import type { Consent } from '../api/organisation-types.ts';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import type { Shape } from '../shared/shapes.ts';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';
import { useOrganisationWork } from './use-organisation-work.ts';

const shapes: Record<Consent['state'], Shape> = { running: 'full', ended: 'cross', expired: 'bar' };

interface Props {
  organisationId: string;
  items: readonly Consent[];
}

export function ConsentsTable({ organisationId, items }: Props) {
  const { members } = useTexts();
  const words = members.consents;
  const { message } = App.useApp();
  const [ending, setEnding] = useState<Consent | null>(null);
  const working = useOrganisationWork(
    (consent: Consent) => endConsent(organisationId, consent.id),
    () => {
      message.success(words.ended);
      setEnding(null);
    },
  );
  return (
    <>
      <table className="table stacking" aria-labelledby="consents">
        <thead>
          <tr>
            <th scope="col">{words.operator}</th>
            <th scope="col">{words.givenBy}</th>
            <th scope="col">{words.form}</th>
            <th scope="col">{words.until}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{members.members.action}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((consent) => (
            <tr key={consent.id}>
              <th scope="row">{consent.operator.displayName}</th>
              <td>
                <span className="row-label">{words.givenBy}</span>
                {consent.givenBy}
                {consent.note ? <p className="secondary small">{consent.note}</p> : null}
              </td>
              <td>
                <span className="row-label">{words.form}</span>
                {words.forms[consent.form]}
              </td>
              <td>
                <span className="row-label">{words.until}</span>
                <time className="nowrap" dateTime={consent.expiresOn}>
                  {consent.expiresOn}
                </time>
              </td>
              <td>
                <span className="row-label">{words.state}</span>
                <ShapedWord shape={shapes[consent.state]}>{words.states[consent.state]}</ShapedWord>
              </td>
              <td>
                {consent.can.includes('end') ? (
                  <Button
                    aria-label={words.endOf(consent.operator.displayName)}
                    onClick={() => setEnding(consent)}
                  >
                    {words.end}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending ? (
        <ConfirmDialog
          title={words.endTitle}
          verb={words.end}
          danger
          working={working.isPending}
          error={working.error}
          onConfirm={() => working.mutate(ending)}
          onClose={() => {
            setEnding(null);
            working.reset();
          }}
        >
          <p>{words.endText(ending.operator.displayName)}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
