import { Alert, Button } from 'antd';
import { ApiError } from '../api/client.ts';
import { SignInAgain } from '../session/sign-in-again.tsx';
import { formatTime } from '../shared/format.ts';
import { errorWords } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/zh-cn.ts';
import { decisionInWords } from './decision-words.ts';
import { whatHappened } from './happened.ts';
import type { Trouble } from './use-decisions.ts';

/** The session had ended: one signs in over the desk, which keeps what was not sent. Pure. */
export function isSignedOut({ error }: Pick<Trouble, 'error'>): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** A match that nobody had decided about goes with its entry. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

interface Props {
  trouble: Trouble;
  onOpen: (id: string) => void;
  onAgain: () => void;
  onClose: () => void;
}

/** Something that was not kept: why, what it was, and the way on: once more, after signing in, or a look at it. */
export function TroubleNotice({ trouble, onOpen, onAgain, onClose }: Props) {
  const texts = useTexts();
  const words = texts.desk;
  const { match, deed, error, theirs } = trouble;
  const first = theirs?.decisions[0];
  const passing = error instanceof ApiError && error.passing;
  const mine =
    deed.kind === 'decide'
      ? decisionInWords(deed.judgement, texts)
      : deed.kind === 'flag' && match?.flagged
        ? words.unflag
        : words.actions[deed.kind];
  return (
    <Alert
      className="notice"
      type="warning"
      role="alert"
      title={titleOf(trouble, texts)}
      description={
        <>
          {match ? (
            <dl className="versions">
              <dt>{words.about}</dt>
              <dd>{match.achievement.title}</dd>
              <dt>{words.mine}</dt>
              <dd>{mine}</dd>
              {first ? (
                <>
                  <dt>{words.theirs}</dt>
                  <dd>{decisionInWords(first, texts)}</dd>
                </>
              ) : null}
            </dl>
          ) : null}
          <div className="actions">
            {isSignedOut(trouble) ? <SignInAgain onDone={onAgain} /> : null}
            {passing ? (
              <Button type="primary" onClick={onAgain}>
                {words.again}
              </Button>
            ) : null}
            {match && !isGone(error) ? (
              <Button onClick={() => onOpen(match.id)}>{words.openIt}</Button>
            ) : null}
            <Button onClick={onClose}>{words.dismiss}</Button>
          </div>
        </>
      }
    />
  );
}

function titleOf({ match, error, theirs }: Trouble, texts: Texts): string {
  const words = texts.desk;
  if (isGone(error)) return words.goneMeanwhile;
  const happened = match && theirs ? whatHappened(match, theirs) : { kind: 'other' as const };
  if (happened.kind === 'decided') {
    const { by, at, verdict } = happened.decision;
    return words.wasFirst(by ?? words.service, formatTime(Date.parse(at)), words.verdicts[verdict]);
  }
  if (happened.kind === 'moved') return words.movedOn(words.states[happened.state]);
  if (happened.kind === 'closed') return words.closedMeanwhile;
  if (theirs) return words.changedMeanwhile;
  return match ? `${errorWords(error, texts)}${words.notSaved}` : errorWords(error, texts);
}
