import { Alert, Button } from 'antd';
import { formatTime } from '../shared/format.ts';
import { errorWords } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { decisionInWords } from './decision-words.ts';
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
                <dd>{decisionInWords(judgement, texts)}</dd>
              </>
            ) : null}
            {first ? (
              <>
                <dt>{words.theirs}</dt>
                <dd>{decisionInWords(first, texts)}</dd>
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
}
