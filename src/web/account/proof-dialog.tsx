import { type FormEvent, useId } from 'react';
import { Dialog } from '../shared/dialog.tsx';
import { DialogFooter } from '../shared/dialog-footer.tsx';
import { TextField } from '../shared/fields.tsx';
import { FormError } from '../shared/form-error.tsx';
import { useFields } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { useAccountWork } from './use-account-work.ts';

type Proof = 'password' | 'code';

interface Props<Answer> {
  title: string;
  hint: string;
  asks: readonly Proof[];
  /** Of those, what may be left empty. */
  optional?: readonly Proof[];
  danger?: boolean;
  work: (proof: Record<Proof, string>) => Promise<Answer>;
  onDone: (answer: Answer) => void;
  onClose: () => void;
}

/** Asks once more who is there before something that cannot be taken back. */
export function ProofDialog<Answer>(props: Props<Answer>) {
  const { title, hint, asks, optional = [], danger = false, work, onDone, onClose } = props;
  const words = useTexts().account;
  const form = useId();
  const fields = useFields({ password: '', code: '' });
  const working = useAccountWork(work, onDone, fields.refuse);

  function submit(event: FormEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (fields.isComplete(asks.filter((name) => !optional.includes(name)))) working.mutate(fields.values);
  }

  return (
    <Dialog
      title={title}
      onCancel={onClose}
      footer={
        <DialogFooter
          onClose={onClose}
          danger={danger}
          htmlType="submit"
          form={form}
          loading={working.isPending}
        >
          {title}
        </DialogFooter>
      }
    >
      <form id={form} className="stack" noValidate ref={fields.form} onSubmit={submit} aria-label={title}>
        <p>{hint}</p>
        {asks.map((name) => (
          <TextField
            key={name}
            fields={fields}
            name={name}
            label={name === 'password' ? words.personal.password : words.code}
            type={name === 'password' ? 'password' : 'text'}
            autoComplete={name === 'password' ? 'current-password' : 'one-time-code'}
            optional={optional.includes(name)}
          />
        ))}
        {working.error ? <FormError error={working.error} shown={asks} /> : null}
      </form>
    </Dialog>
  );
}
