import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { DESK, type DeskMatch, sendIntroduction } from '../api/desk.ts';
import { INTRODUCTIONS, introductionQuery } from '../api/introductions.ts';
import { Steps } from '../inbox/steps.tsx';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { useTexts } from '../texts/language.tsx';

const introduced = ['introduced', 'in_talks', 'agreed', 'ended'];

/** 推送双方: for an accepted match the button that tells both sides, afterwards every step with its age. */
export function Introduce({ match }: { match: DeskMatch }) {
  const words = useTexts().desk.introduce;
  const [sending, setSending] = useState(false);
  if (introduced.includes(match.state)) return <Progress id={match.id} />;
  if (!match.can.includes('introduce')) return null;
  return (
    <section className="introduce">
      <p>{words.hint}</p>
      <Button type="primary" onClick={() => setSending(true)}>
        {words.send}
      </Button>
      {sending ? <SendDialog match={match} onClose={() => setSending(false)} /> : null}
    </section>
  );
}

function SendDialog({ match, onClose }: { match: DeskMatch; onClose: () => void }) {
  const words = useTexts().desk.introduce;
  const id = useId();
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const sending = useMutation({
    mutationFn: () => sendIntroduction(match.id, { note: note.trim(), version: match.version }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: DESK });
      void queryClient.invalidateQueries({ queryKey: INTRODUCTIONS });
      message.success(words.sent);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={words.title}
      verb={words.confirm}
      working={sending.isPending}
      error={sending.error}
      onConfirm={() => sending.mutate()}
      onClose={onClose}
    >
      <p>{words.text(match.demand.title, match.achievement.title)}</p>
      <div className="field">
        <label htmlFor={id}>{words.note}</label>
        <Input.TextArea
          id={id}
          className="growing"
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </ConfirmDialog>
  );
}

function Progress({ id }: { id: string }) {
  const words = useTexts().desk.introduce;
  const introduction = useQuery(introductionQuery(id));
  if (!introduction.data) return null;
  return (
    <>
      <Steps introduction={introduction.data} />
      <p className="links">
        <Link to={`/inbox/${id}`}>{words.open}</Link>
        <Link to="/funnel">{words.funnel}</Link>
      </p>
    </>
  );
}
