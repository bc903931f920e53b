import { Button } from 'antd';
import type { DeskMatch } from '../api/desk.ts';
import { useTexts } from '../texts/language.tsx';
import { type DeskAction, keyOf } from './keys.ts';

interface Props {
  match: DeskMatch;
  keysOn: boolean;
  onAct: (action: DeskAction) => void;
}

/** The moves, each with its key printed on it; what the server does not allow is not offered. */
export function ActionBar({ match, keysOn, onAct }: Props) {
  const words = useTexts().desk;
  const { can } = match;
  const button = (action: DeskAction, type: 'primary' | 'default' = 'default') => (
    <Button key={action} type={type} onClick={() => onAct(action)} aria-keyshortcuts={keyOf(action)}>
      {action === 'flag' && match.flagged ? words.unflag : words.actions[action]}
      {keysOn ? <kbd>{keyOf(action)}</kbd> : null}
    </Button>
  );
  return (
    <div className="actions desk-actions" role="toolbar" aria-label={words.moves}>
      {can.includes('accepted') ? button('accept', 'primary') : null}
      {can.includes('rejected') ? button('reject') : null}
      {can.includes('deferred') ? button('defer') : null}
      {can.includes('undo') ? button('undo') : null}
      {can.includes('flag') ? button('flag') : null}
      {button('compare')}
      <span className="desk-steps">
        {button('previous')}
        {button('next')}
      </span>
    </div>
  );
}
