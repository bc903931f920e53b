import { Button, type ButtonProps } from 'antd';
import { useTexts } from '../texts/language.tsx';

/** The two buttons under a dialog: not to do it, and to do it; the latter's word is what stands between. */
export function DialogFooter({ onClose, ...doing }: ButtonProps & { onClose: () => void }) {
  const texts = useTexts();
  return (
    <>
      <Button onClick={onClose}>{texts.cancel}</Button>
      <Button type="primary" {...doing} />
    </>
  );
}
