import { Alert, Button } from 'antd';
import { formatTime } from '../shared/format.ts';
import { errorWords } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import type { Trouble } from './use-decisions.ts';

interface Props {
  trouble: Trouble;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** A decision that was not kept: who was first and what they decided, beside one's own that did not cover it. */
export function TroubleNotice({ trouble, onOpen, onClose }: Props) {
  const texts = useTexts();
  const words = texts.desk;
  const { match, judgement, error, theirs } = trouble;
  const first = theirs?.decisions[0];
  const title = first
    ? words.wasFirst(
        first.by ?? words.service,
        formatTime(Date.parse(first.at)),
        words.verdicts[first.verdict],
      )
    : errorWords(error, texts);
  return (
    <Alert
      className="notice"
      type="warning"
      role="alert"
      title={title}
      description={
        match ? (
          <dl className="versions">
            <dt>{words.about}</dt>
            <dd>{match.achievement.title}</dd>
            {judgement ? (
              <>
                <dt>{words.mine}</dt>
                <dd>{decisionWords(judgement.verdict, judgement.reasons, judgement.note)}</dd>
              </>
            ) : null}
            {first ? (
              <>
                <dt>{words.theirs}</dt>
                <dd>{decisionWords(first.verdict, first.reasons, first.note)}</dd>
              </>
            ) : null}
          </dl>
        ) : undefined
      }
      action={
        <span className="actions">
          {match ? <Button onClick={() => onOpen(match.id)}>{words.openIt}</Button> : null}
          <Button onClick={onClose}>{words.dismiss}</Button>
        </span>
      }
    />
  );

  function decisionWords(
    verdict: keyof typeof words.verdicts,
    reasons: readonly (keyof typeof words.reasons)[],
    note: string,
  ): string {
    const why = reasons.map((reason) => words.reasons[reason]).join(texts.listMark);
    return [words.verdicts[verdict], why, note].filter(Boolean).join(' · ');
  }
}
