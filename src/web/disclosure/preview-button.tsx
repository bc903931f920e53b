import { Button } from 'antd';
import { useState } from 'react';
import type { Entry } from '../api/entry-types.ts';
import { useTexts } from '../texts/language.tsx';
import { PreviewDialog } from './preview-dialog.tsx';

/** Opens what others see of an entry that is stored. */
export function PreviewButton({ entry }: { entry: Entry }) {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{texts.disclosure.preview.open}</Button>
      {open ? <PreviewDialog entry={entry} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
