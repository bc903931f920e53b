import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useDeferredValue, useId, useState } from 'react';
import type { OrganisationChoices } from '../../api/contracts/organisations.ts';
import { choicesQuery } from '../api/organisations.ts';
import { Dialog } from '../shared/dialog.tsx';
import { ErrorNotice } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { offeredRoles } from './offered-roles.ts';

type Choice = OrganisationChoices['items'][number];

/** Administrators invite into any confirmed organisation: first which one, then as what. */
export function InviteAnywhere({ onClose }: { onClose: () => void }) {
  const [chosen, setChosen] = useState<Choice | null>(null);
  if (chosen) {
    return (
      <InviteDialog organisation={chosen} roles={offeredRoles(chosen.kind, [], true)} onClose={onClose} />
    );
  }
  return <ChooseOrganisation onChoose={setChosen} onClose={onClose} />;
}

interface Props {
  onChoose: (choice: Choice) => void;
  onClose: () => void;
}

function ChooseOrganisation({ onChoose, onClose }: Props) {
  const texts = useTexts();
  const words = texts.members.accounts;
  const id = useId();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const choices = useQuery({ ...choicesQuery(q), placeholderData: keepPreviousData });
  return (
    <Dialog
      title={words.inviteTitle}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {texts.cancel}
        </Button>,
      ]}
    >
      <div className="stack">
        <div className="field">
          <label htmlFor={id}>{words.findOrganisation}</label>
          <Input
            id={id}
            type="search"
            maxLength={120}
            autoComplete="off"
            aria-describedby={`${id}-hint`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <p id={`${id}-hint`} className="field-hint">
            {words.findHint}
          </p>
        </div>
        {choices.error ? <ErrorNotice error={choices.error} /> : null}
        {choices.data?.items.length === 0 ? <p role="status">{words.noOrganisation}</p> : null}
        <ul className="choice-list" aria-label={words.organisation}>
          {choices.data?.items.map((choice) => (
            <li key={choice.id}>
              <button type="button" onClick={() => onChoose(choice)}>
                <span>{choice.name}</span>
                <span className="secondary small">{texts.organisations.kinds[choice.kind]}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
