import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import type { TransitionBody } from '../../api/contracts/entries.ts';
import { ApiError } from '../api/client.ts';
import { entryQuery, moveEntry } from '../api/entries.ts';
import type { Entry } from '../api/entry-types.ts';
import { sessionQuery } from '../api/service.ts';
import { LevelBadge } from '../disclosure/badges.tsx';
import { PreviewButton } from '../disclosure/preview-button.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { DialogFooter } from '../shared/dialog-footer.tsx';
import { ErrorNotice } from '../shared/notices.tsx';
import { fieldWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';
import { isDecline, moveWord, needsNote } from './transitions.ts';

interface Props {
  entry: Entry;
  to: string;
  onClose: () => void;
  onMoved: (entry: Entry) => void;
}

const NOTE_LIMIT = 1000;

/** Says what a move does, takes the note or the confirmation it needs, and makes it on the version that was read. */
export function TransitionDialog({ entry, to, onClose, onMoved }: Props) {
  const texts = useTexts();
  const id = useId();
  const queryClient = useQueryClient();
  const [note, setNote] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const submitting = to === 'submitted';
  const noteNeeded = needsNote(entry, to);
  const verb = moveWord(texts, entry, to);
  const explanations: Record<string, string> = texts.moves.explanations;

  const moving = useMutation({
    mutationFn: () => moveEntry(entry.list, entry.id, bodyOf()),
    onSuccess: (moved) => {
      queryClient.setQueryData(entryQuery(entry.list, entry.id).queryKey, moved);
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [name] }) => name === 'page' || name === 'search' || name === 'matches',
      });
      onMoved(moved);
    },
    // It may have failed because the session ended; then the page should know.
    onError: () => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });

  function bodyOf(): TransitionBody {
    return {
      to,
      version: entry.version,
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(submitting ? { confirmations: ['state-secrets'] } : {}),
    };
  }

  return (
    <Dialog
      title={verb}
      onCancel={onClose}
      footer={
        <DialogFooter
          onClose={onClose}
          danger={isDecline(to)}
          loading={moving.isPending}
          disabled={(submitting && !confirmed) || (noteNeeded && note.trim() === '')}
          onClick={() => moving.mutate()}
        >
          {texts.moves.confirm(verb)}
        </DialogFooter>
      }
    >
      <div className="stack">
        <p className="prose strong">{entry.title}</p>
        {explanations[to] ? <p>{explanations[to]}</p> : null}
        {submitting || to === 'published' ? <Level entry={entry} /> : null}
        {submitting ? (
          <>
            <Alert
              type="warning"
              role="note"
              title={texts.moves.secretsTitle}
              description={texts.moves.secretsText}
            />
            <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
              {texts.moves.secretsConfirm}
            </Checkbox>
          </>
        ) : null}
        {noteNeeded || to === 'withdrawn' ? (
          <div className="field">
            <div className="field-label">
              <label htmlFor={id}>{noteNeeded ? texts.moves.note : texts.moves.noteOptional}</label>
              {noteNeeded ? <span className="required">{texts.form.required}</span> : null}
            </div>
            <Input.TextArea
              id={id}
              className="growing"
              maxLength={NOTE_LIMIT}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
            {noteNeeded ? <p className="field-hint">{texts.moves.noteHint}</p> : null}
          </div>
        ) : null}
        {moving.error ? <MoveError error={moving.error} entry={entry} /> : null}
      </div>
    </Dialog>
  );
}

/** Who will see it, and the last chance to look at it with their eyes. */
function Level({ entry }: { entry: Entry }) {
  const texts = useTexts();
  return (
    <div className="move-level">
      <p>
        <LevelBadge level={entry.disclosure} />
        {entry.disclosure === 'public' ? <span className="strong">{texts.disclosures.public}</span> : null}
        {' · '}
        {texts.disclosure.form.levels[entry.disclosure]}
      </p>
      <PreviewButton entry={entry} />
    </div>
  );
}

/** Why a move was refused: field by field, and where somebody was faster, a way to see what they did. */
function MoveError({ error, entry }: { error: Error; entry: Entry }) {
  const texts = useTexts();
  const queryClient = useQueryClient();
  const details = error instanceof ApiError ? error.details : [];
  const outdated = error instanceof ApiError && (error.status === 412 || error.status === 409);
  return (
    <>
      <ErrorNotice error={error} />
      {details.length > 0 ? (
        <ul className="field-errors">
          {details.map((detail) => (
            <li key={detail.field + detail.code}>
              {fieldWord(texts, detail.field)}: {detail.message}
            </li>
          ))}
        </ul>
      ) : null}
      {outdated ? (
        <Button
          onClick={() => void queryClient.invalidateQueries({ queryKey: ['entry', entry.list, entry.id] })}
        >
          {texts.moves.loadLatest}
        </Button>
      ) : null}
    </>
  );
}
