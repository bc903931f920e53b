import { Button } from 'antd';
import { FormError } from '../shared/form-error.tsx';

interface Props {
  /** A mutation that needs nothing but the click. */
  work: { isPending: boolean; error: Error | null; mutate: () => void };
  primary?: boolean;
  children: string;
}

/** A button for one piece of work, and below it why that was refused. */
export function WorkButton({ work, primary = false, children }: Props) {
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} loading={work.isPending} onClick={() => work.mutate()}>
        {children}
      </Button>
      {work.error ? <FormError error={work.error} shown={[]} /> : null}
    </>
  );
}
