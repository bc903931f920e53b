import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../texts/language.tsx';
import { deskKeys, reasonKeys } from './keys.ts';

/** Every single key of the desk. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const words = useTexts().desk;
  return (
    <Dialog title={words.keys.title} onCancel={onClose} mask={{ closable: true }} footer={null}>
      <p className="secondary">{words.keys.hint}</p>
      <dl className="keys">
        {deskKeys.map(({ key, action }) => (
          <div key={key}>
            <dt>
              <kbd>{key.toUpperCase()}</kbd>
            </dt>
            <dd>{words.actions[action]}</dd>
          </div>
        ))}
      </dl>
      <h3>{words.keys.reasons}</h3>
      <dl className="keys">
        {reasonKeys.map(({ key, reason }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words.reasons[reason]}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
