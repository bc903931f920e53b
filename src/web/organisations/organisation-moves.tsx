import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { Organisation } from '../api/organisation-types.ts';
import { moveOrganisation } from '../api/organisations.ts';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { useTexts } from '../texts/language.tsx';
import { useOrganisationWork } from './use-organisation-work.ts';

type Move = 'confirmed' | 'refused' | 'closed' | 'reopened';

const NOTE_LIMIT = 1000;

/** What a move to a state is called from where the organisation stands. Pure. */
function moveName({ state }: Organisation, to: string): Move {
  if (to === 'confirmed') return state === 'closed' ? 'reopened' : 'confirmed';
  return to === 'refused' ? 'refused' : 'closed';
}

function targetsOf({ can }: Organisation): string[] {
  return can.filter((right) => right.startsWith('to:')).map((right) => right.slice('to:'.length));
}

interface Props {
  organisation: Organisation;
  onMoved: (organisation: Organisation) => void;
}

/** One button for each decision the server allows this reader. */
export function OrganisationMoves({ organisation, onMoved }: Props) {
  const words = useTexts().organisations.review;
  const [to, setTo] = useState<string | null>(null);
  return (
    <>
      {targetsOf(organisation).map((target) => (
        <Button
          key={target}
          type={target === 'confirmed' ? 'primary' : 'default'}
          danger={target !== 'confirmed'}
          onClick={() => setTo(target)}
        >
          {words.moves[moveName(organisation, target)]}
        </Button>
      ))}
      {to ? (
        <MoveDialog
          organisation={organisation}
          to={to}
          onClose={() => setTo(null)}
          onMoved={(moved) => {
            setTo(null);
            onMoved(moved);
          }}
        />
      ) : null}
    </>
  );
}

function MoveDialog({ organisation, to, onMoved, onClose }: Props & { to: string; onClose: () => void }) {
  const texts = useTexts();
  const words = texts.organisations.review;
  const id = useId();
  const [note, setNote] = useState('');
  // What the dialog speaks of stays, even when the page learns meanwhile that somebody else was faster.
  const [name] = useState(() => moveName(organisation, to));
  const noteNeeded = to !== 'confirmed';
  const moving = useOrganisationWork(() => moveOrganisation(organisation, to, note.trim()), onMoved);
  return (
    <ConfirmDialog
      title={words.moves[name]}
      verb={words.moves[name]}
      danger={noteNeeded}
      disabled={noteNeeded && note.trim() === ''}
      working={moving.isPending}
      error={moving.error}
      onConfirm={() => moving.mutate()}
      onClose={onClose}
    >
      <p className="prose strong">{organisation.name}</p>
      <p>{words.explanations[name]}</p>
      <div className="field">
        <div className="field-label">
          <label htmlFor={id}>{noteNeeded ? words.note : words.noteOptional}</label>
          {noteNeeded ? <span className="required">{texts.form.required}</span> : null}
        </div>
        <Input.TextArea
          id={id}
          className="growing"
          maxLength={NOTE_LIMIT}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </ConfirmDialog>
  );
}
