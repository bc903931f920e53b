import { Modal, type ModalProps } from 'antd';
import { useFocusReturn } from './use-focus-return.ts';

/**
 * A dialog that is open while it is there. A click beside it closes nothing unless asked for; the focus goes back to
 * where it was.
 */
export function Dialog(props: Omit<ModalProps, 'open'>) {
  useFocusReturn();
  return <Modal open mask={{ closable: false }} {...props} />;
}
