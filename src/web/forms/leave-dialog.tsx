import { Button } from 'antd';
import type { useBlocker } from 'react-router';
import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../texts/language.tsx';

interface Props {
  guard: ReturnType<typeof useBlocker>;
  /** The save on the way out failed. */
  failed: boolean;
  savesItself: boolean;
}

export function LeaveDialog({ guard, failed, savesItself }: Props) {
  const texts = useTexts();
  if (guard.state !== 'blocked' || (savesItself && !failed)) return null;
  return (
    <Dialog
      title={texts.form.leaveTitle}
      onCancel={() => guard.reset()}
      footer={[
        <Button key="leave" onClick={() => guard.proceed()}>
          {texts.form.leave}
        </Button>,
        <Button key="stay" type="primary" onClick={() => guard.reset()}>
          {texts.form.stay}
        </Button>,
      ]}
    >
      <p>{texts.form.leaveText}</p>
    </Dialog>
  );
}
