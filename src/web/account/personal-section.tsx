import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { deleteAccount, readPersonalData } from '../api/account.ts';
import { sessionQuery } from '../api/service.ts';
import { dropAllCopies } from '../forms/local-copy.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { saveFile } from '../shared/save-file.ts';
import { useTexts } from '../texts/language.tsx';
import { ProofDialog } from './proof-dialog.tsx';
import { Section } from './section.tsx';

/** What the service keeps about a person: to take away, and to have deleted. */
export function PersonalSection({ hasSecondFactor }: { hasSecondFactor: boolean }) {
  const words = useTexts().account.personal;
  const { modal } = App.useApp();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [removing, setRemoving] = useState(false);
  const reading = useMutation({
    mutationFn: readPersonalData,
    onSuccess: (data) => saveFile(words.file, JSON.stringify(data, null, 2), 'application/json'),
  });

  async function leave(message: string): Promise<void> {
    await navigate('/demands');
    dropAllCopies();
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, null);
    modal.info({ title: words.removeTitle, content: message });
  }

  return (
    <Section id="personal" title={words.title}>
      <p className="secondary">{words.hint}</p>
      {reading.error ? <ErrorNotice error={reading.error} /> : null}
      <div className="actions">
        <Button loading={reading.isPending} onClick={() => reading.mutate()}>
          {words.download}
        </Button>
        <Button danger onClick={() => setRemoving(true)}>
          {words.remove}
        </Button>
      </div>
      {removing ? (
        <ProofDialog
          title={words.confirm}
          hint={words.removeHint}
          asks={hasSecondFactor ? ['password', 'code'] : ['password']}
          danger
          work={({ password, code }) => deleteAccount({ password, ...(code === '' ? {} : { code }) })}
          onDone={({ message }) => void leave(message)}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </Section>
  );
}
