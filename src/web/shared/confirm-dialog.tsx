import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { DialogFooter } from './dialog-footer.tsx';
import { FormError } from './form-error.tsx';

interface Props {
  title: string;
  /** The word on the button that does it. */
  verb: string;
  danger?: boolean;
  disabled?: boolean;
  working: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Says what is about to happen and lets it happen. A click beside it closes nothing. */
export function ConfirmDialog(props: Props) {
  const {
    title,
    verb,
    danger = false,
    disabled = false,
    working,
    error,
    onConfirm,
    onClose,
    children,
  } = props;
  return (
    <Dialog
      title={title}
      onCancel={onClose}
      footer={
        <DialogFooter
          onClose={onClose}
          danger={danger}
          loading={working}
          disabled={disabled}
          onClick={onConfirm}
        >
          {verb}
        </DialogFooter>
      }
    >
      <div className="stack">
        {children}
        {error ? <FormError error={error} shown={[]} /> : null}
      </div>
    </Dialog>
  );
}
