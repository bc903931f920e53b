import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type AuditReport, verifyLog } from '../api/audit.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';

/** Checks the whole chain and says what is damaged, by the numbers of the lines. */
export function Verification() {
  const words = useTexts().audit;
  const checking = useMutation({ mutationFn: verifyLog });
  return (
    <div className="stack">
      <div>
        <Button loading={checking.isPending} onClick={() => checking.mutate()}>
          {words.verify}
        </Button>
      </div>
      <div role="status">
        {checking.isPending ? words.verifying : null}
        {checking.data ? <Report report={checking.data} /> : null}
      </div>
      {checking.error ? <ErrorNotice error={checking.error} /> : null}
    </div>
  );
}

function Report({ report }: { report: AuditReport }) {
  const words = useTexts().audit;
  const { ok, lines, headsChecked, problems, unlisted } = report;
  const warning = headsChecked === 0 ? <p>{words.noHeads}</p> : null;
  if (ok) {
    return (
      <Alert
        className="notice"
        type={headsChecked === 0 ? 'warning' : 'success'}
        title={words.sound(lines, headsChecked)}
        description={warning}
      />
    );
  }
  return (
    <Alert
      className="notice"
      type="error"
      title={words.damaged(problems.length + unlisted)}
      description={
        <>
          <ul>
            {problems.map(({ kind, from, message }) => (
              <li key={`${kind} ${from}`}>{message}</li>
            ))}
          </ul>
          {unlisted > 0 ? <p>{words.unlisted(unlisted)}</p> : null}
          {warning}
        </>
      }
    />
  );
}
