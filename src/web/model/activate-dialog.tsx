import { App } from 'antd';
import { activateModel } from '../api/score-models.ts';
import { ConfirmDialog } from '../shared/confirm-dialog.tsx';
import { useTexts } from '../texts/language.tsx';
import { useModelWork } from './use-model-work.ts';

interface Props {
  /** Null goes back to the default. */
  name: string | null;
  version: number;
  onClose: () => void;
}

/** Says what changes for whom, then puts a version, or the default, in use. */
export function ActivateDialog({ name, version, onClose }: Props) {
  const words = useTexts().model;
  const { message } = App.useApp();
  const work = useModelWork(activateModel, () => {
    message.success(name === null ? words.restored : words.activated(name));
    onClose();
  });
  return (
    <ConfirmDialog
      title={name === null ? words.restoreTitle : words.activateTitle(name)}
      verb={name === null ? words.restore : words.activate}
      danger={name === null}
      working={work.isPending}
      error={work.error}
      onConfirm={() => work.mutate({ name, version })}
      onClose={onClose}
    >
      <p>{name === null ? words.restoreText : words.activateText}</p>
    </ConfirmDialog>
  );
}
