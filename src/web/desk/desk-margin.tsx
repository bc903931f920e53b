import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ownDecisionsQuery } from '../api/desk.ts';
import { formatInstant } from '../shared/format.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { reasonsInWords } from './decision-words.ts';

interface Props {
  keysOn: boolean;
  onSwitchKeys: (on: boolean) => void;
  onHelp: () => void;
  onUndo: (id: string) => void;
  onOpen: (id: string) => void;
}

/** Beside the record: how to judge, one's last ten decisions with the way back, and the switch for single keys. */
export function DeskMargin({ keysOn, onSwitchKeys, onHelp, onUndo, onOpen }: Props) {
  const texts = useTexts();
  const words = texts.desk;
  return (
    <aside className="desk-margin" aria-label={words.margin}>
      <details open>
        <summary>{words.guidelines.title}</summary>
        <ol className="bullets guidelines">
          {words.guidelines.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ol>
      </details>
      <OwnDecisions onUndo={onUndo} onOpen={onOpen} />
      <section>
        <h2>{words.keys.name}</h2>
        <label className="check">
          <input type="checkbox" checked={keysOn} onChange={(event) => onSwitchKeys(event.target.checked)} />
          {words.keys.on}
        </label>
        <button type="button" className="text-button" onClick={onHelp}>
          {words.keys.list} {keysOn ? <kbd>?</kbd> : null}
        </button>
      </section>
    </aside>
  );
}

function OwnDecisions({ onUndo, onOpen }: Pick<Props, 'onUndo' | 'onOpen'>) {
  const texts = useTexts();
  const words = texts.desk;
  const own = useQuery(ownDecisionsQuery);
  return (
    <section>
      <h2>{words.own}</h2>
      {own.error && !own.data ? <ErrorNotice error={own.error} onRetry={() => void own.refetch()} /> : null}
      {own.data?.items.length === 0 ? <p className="secondary small">{words.noOwn}</p> : null}
      <ol className="own-decisions">
        {own.data?.items.map(({ id, verdict, reasons, at, match }, place, all) => {
          const isNewest = all.findIndex((one) => one.match.id === match.id) === place;
          return (
            <li key={id}>
              <p>
                <span className="strong">{words.verdicts[verdict]}</span>{' '}
                <span className="secondary small">{formatInstant(at)}</span>
              </p>
              <button type="button" className="text-button" onClick={() => onOpen(match.id)}>
                {match.achievement.title}
              </button>
              {reasons.length > 0 ? (
                <p className="secondary small">{reasonsInWords(reasons, texts)}</p>
              ) : null}
              {isNewest && match.can.includes('undo') ? (
                <Button size="small" onClick={() => onUndo(match.id)}>
                  {words.undo}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
