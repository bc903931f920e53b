import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { ApiError } from '../api/client.ts';
import type { Reason } from '../api/desk.ts';
import {
  INTRODUCTIONS,
  type Introduction,
  introductionQuery,
  type Move,
  moveIntroduction,
  type Said,
  type Side,
} from '../api/introductions.ts';
import { sessionQuery } from '../api/service.ts';
import { Dialog } from '../shared/dialog.tsx';
import { DialogFooter } from '../shared/dialog-footer.tsx';
import { FormError } from '../shared/form-error.tsx';
import { NativeSelect } from '../shared/native-select.tsx';
import { useTexts } from '../texts/language.tsx';
import { ReasonsField } from './reasons-field.tsx';

const NOTE_LIMIT = 1000;
const owing: readonly Move[] = ['declined', 'ended'];

interface Props {
  introduction: Introduction;
  move: Move;
  onClose: () => void;
}

/** Says what an answer does, takes its reasons and a note, and gives it. */
export function AnswerDialog({ introduction, move, onClose }: Props) {
  const texts = useTexts();
  const words = texts.introductions;
  const id = useId();
  const { message } = App.useApp();
  const [reasons, setReasons] = useState<Reason[]>([]);
  const [missing, setMissing] = useState(false);
  const [note, setNote] = useState('');
  const [noteTo, setNoteTo] = useState<'bureau' | 'both'>('bureau');
  const [side, setSide] = useState<Side>(introduction.own[0] ?? 'demand');
  const action = words.actions[move];
  const owes = owing.includes(move);
  const moving = useMoving(introduction.id, move, () => {
    message.success(words.done);
    onClose();
  });

  function submit(): void {
    setMissing(owes && reasons.length === 0);
    if (owes && reasons.length === 0) return;
    moving.mutate({ reasons: owes ? reasons : [], note: note.trim(), noteTo, side });
  }

  return (
    <Dialog
      title={action}
      onCancel={onClose}
      footer={
        <DialogFooter onClose={onClose} danger={owes} loading={moving.isPending} onClick={submit}>
          {words.confirm(action)}
        </DialogFooter>
      }
    >
      <div className="stack">
        <p>{words.explanations[move]}</p>
        {introduction.own.length > 1 ? (
          <div className="field">
            <div className="field-label">
              <label htmlFor={`${id}-side`}>{words.side}</label>
            </div>
            <NativeSelect
              id={`${id}-side`}
              value={side}
              onChange={(event) => setSide(event.target.value as Side)}
            >
              {introduction.own.map((name) => (
                <option key={name} value={name}>
                  {words.sides[name]}
                </option>
              ))}
            </NativeSelect>
          </div>
        ) : null}
        {owes ? <ReasonsField chosen={reasons} missing={missing} onChange={setReasons} /> : null}
        <div className="field">
          <div className="field-label">
            <label htmlFor={`${id}-note`}>{words.note}</label>
          </div>
          <Input.TextArea
            id={`${id}-note`}
            className="growing"
            maxLength={NOTE_LIMIT}
            value={note}
            aria-describedby={`${id}-note-hint`}
            onChange={(event) => setNote(event.target.value)}
          />
          <p id={`${id}-note-hint`} className="field-hint">
            {words.noteHint}
          </p>
        </div>
        <Checkbox
          checked={noteTo === 'both'}
          onChange={(event) => setNoteTo(event.target.checked ? 'both' : 'bureau')}
        >
          {words.noteToBoth}
        </Checkbox>
        {moving.error ? <Refused error={moving.error} id={introduction.id} onReload={onClose} /> : null}
      </div>
    </Dialog>
  );
}

/** Gives the answer; done only when the page shows what came of it. */
function useMoving(id: string, move: Move, onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (said: Said) => moveIntroduction(id, move, said),
    onSuccess: async (moved) => {
      queryClient.setQueryData(introductionQuery(id).queryKey, moved);
      await queryClient.invalidateQueries({ queryKey: INTRODUCTIONS });
      onDone();
    },
    // It may have failed because the session ended; then the page should know.
    onError: () => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

/** Why it was refused, and where somebody was faster, a way to see what they did. */
function Refused({ error, id, onReload }: { error: Error; id: string; onReload: () => void }) {
  const words = useTexts().introductions;
  const queryClient = useQueryClient();
  const outdated = error instanceof ApiError && error.status === 409;
  return (
    <>
      <FormError error={error} shown={[]} />
      {outdated ? (
        <Button
          onClick={() => {
            void queryClient.invalidateQueries({ queryKey: introductionQuery(id).queryKey });
            onReload();
          }}
        >
          {words.reload}
        </Button>
      ) : null}
    </>
  );
}
