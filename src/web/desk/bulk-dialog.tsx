import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { BulkAnswer } from '../../api/contracts/review.ts';
import { DESK, type MatchSummary, type Reason, sendMany, type Verdict } from '../api/desk.ts';
import { Dialog } from '../shared/dialog.tsx';
import { FormError } from '../shared/form-error.tsx';
import { ReasonChecks } from '../shared/reason-checks.tsx';
import { toggled } from '../shared/toggled.ts';
import { useTexts } from '../texts/language.tsx';

interface Props {
  verdict: Verdict;
  chosen: readonly MatchSummary[];
  onClose: (changed: boolean) => void;
}

/** First a rehearsal that changes nothing and says what would happen; then the same for good, failures row by row. */
export function BulkDialog({ verdict, chosen: chosenAtFirst, onClose }: Props) {
  const texts = useTexts();
  const words = texts.desk;
  const queryClient = useQueryClient();
  // The queue behind the dialog may move on; what was ticked is what is decided.
  const [chosen] = useState(chosenAtFirst);
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  const sending = useMutation({
    mutationFn: (dryRun: boolean) =>
      sendMany({
        matches: chosen.map(({ id, version }) => ({ id, version })),
        verdict,
        reasons: [...reasons],
        dryRun,
      }),
    onSuccess: (answer) => {
      if (!answer.dryRun) void queryClient.invalidateQueries({ queryKey: DESK });
    },
  });
  const { mutate, data: answer } = sending;
  const isReady = verdict !== 'rejected' || reasons.length > 0;

  // What can be said at once is said at once; a rejection is rehearsed whenever its reasons change.
  useEffect(() => {
    if (verdict !== 'rejected' || reasons.length > 0) mutate(true);
  }, [verdict, reasons, mutate]);

  const isOver = answer !== undefined && !answer.dryRun;
  return (
    <Dialog
      title={words.bulk.title(words.verdicts[verdict], chosen.length)}
      onCancel={() => onClose(isOver)}
      footer={[
        <Button key="close" onClick={() => onClose(isOver)}>
          {isOver ? words.dismiss : texts.cancel}
        </Button>,
        isOver ? null : sending.error && sending.variables !== undefined ? (
          <Button key="again" type="primary" onClick={() => mutate(sending.variables)}>
            {texts.errors.retry}
          </Button>
        ) : (
          <Button
            key="do"
            type="primary"
            loading={sending.isPending}
            disabled={!isReady || answer === undefined || answer.done.length === 0}
            onClick={() => mutate(false)}
          >
            {words.bulk.confirm(words.verdicts[verdict], answer?.done.length ?? 0)}
          </Button>
        ),
      ]}
    >
      <div className="stack">
        <p>{words.bulk.scope(chosen.length)}</p>
        {verdict === 'rejected' && !isOver ? (
          <fieldset>
            <legend>{words.rejecting}</legend>
            <ReasonChecks
              words={words.reasons}
              chosen={reasons}
              onToggle={(reason) => setReasons((before) => toggled(before, reason))}
            />
          </fieldset>
        ) : null}
        {isReady && answer ? <Outcome answer={answer} chosen={chosen} /> : null}
        {sending.error ? <FormError error={sending.error} shown={[]} /> : null}
      </div>
    </Dialog>
  );
}

function Outcome({ answer, chosen }: { answer: BulkAnswer; chosen: readonly MatchSummary[] }) {
  const { colon, desk: words } = useTexts();
  const titles = new Map(chosen.map(({ id, achievement }) => [id, achievement.title]));
  const { dryRun, done, failed } = answer;
  return (
    <div role="status">
      <p className="strong">
        {dryRun ? words.bulk.would(done.length, failed.length) : words.bulk.did(done.length, failed.length)}
      </p>
      {failed.length > 0 ? (
        <ul className="past">
          {failed.map(({ id, message }) => (
            <li key={id}>
              {titles.get(id) ?? id}
              {colon}
              {message}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
