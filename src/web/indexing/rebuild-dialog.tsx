import type { IndexStatus } from '../../api/contracts/index-status.ts';
import { startRebuild } from '../api/service.ts';
import { Dialog } from '../shared/dialog.tsx';
import { DialogFooter } from '../shared/dialog-footer.tsx';
import { ErrorNotice } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { useIndexWork } from './use-index-work.ts';

interface Props {
  counts: IndexStatus['counts'];
  onClose: () => void;
}

/** Says how much a rebuild concerns and that nobody will notice it, then starts it. */
export function RebuildDialog({ counts: { demands, achievements }, onClose }: Props) {
  const texts = useTexts();
  const words = texts.index.rebuild;
  const starting = useIndexWork(startRebuild, onClose);
  return (
    <Dialog
      title={words.confirmTitle}
      onCancel={onClose}
      footer={
        <DialogFooter onClose={onClose} loading={starting.isPending} onClick={() => starting.mutate()}>
          {words.start}
        </DialogFooter>
      }
    >
      <div className="stack">
        <p className="strong">{words.confirmText(demands + achievements, demands, achievements)}</p>
        <p>{words.meanwhile}</p>
        {starting.error ? <ErrorNotice error={starting.error} /> : null}
      </div>
    </Dialog>
  );
}
