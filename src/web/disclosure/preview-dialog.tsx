import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { previewQuery } from '../api/disclosure.ts';
import type { Entry } from '../api/entry-types.ts';
import { Approach } from '../entry/approach.tsx';
import { EntryFields } from '../entry/entry-fields.tsx';
import { EntryTitle } from '../entry/entry-head.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { DisclosureNotice } from './disclosure-notice.tsx';
import { StubFacts } from './stub-facts.tsx';

interface Props {
  entry: Pick<Entry, 'list' | 'id' | 'version' | 'disclosure'>;
  /** The form holds changes that the server does not have. */
  unsaved?: boolean;
  onClose: () => void;
}

/** What others will read of an entry, shown to its author before they do, by the same parts that show it to them. */
export function PreviewDialog({ entry, unsaved = false, onClose }: Props) {
  const texts = useTexts();
  const words = texts.disclosure.preview;
  const preview = useQuery(previewQuery(entry));
  return (
    <Dialog
      width={860}
      title={words.title}
      onCancel={onClose}
      mask={{ closable: true }}
      footer={[
        <Button key="close" type="primary" onClick={onClose}>
          {words.close}
        </Button>,
      ]}
    >
      <div className="preview">
        <p>{words[entry.disclosure]}</p>
        {unsaved ? <p className="secondary">{words.unsaved}</p> : null}
        {preview.error ? (
          <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
        ) : preview.data ? (
          <Shown entry={preview.data.entry} />
        ) : (
          <Waiting rows={4} />
        )}
      </div>
    </Dialog>
  );
}

function Shown({ entry }: { entry: Entry | null }) {
  const texts = useTexts();
  if (!entry) return <EmptyNotice title={texts.disclosure.preview.internal} />;
  // Others read it once it is published, so it is shown as published.
  const published: Entry = { ...entry, state: 'published' };
  return (
    <article className="preview-page" aria-label={texts.disclosure.preview.title}>
      <EntryTitle entry={published} as="h2" />
      {published.view === 'stub' ? (
        <>
          <p className="stub-intro">{texts.disclosure.stubIntro}</p>
          <StubFacts entry={published} />
        </>
      ) : (
        <>
          <DisclosureNotice entry={published} />
          <EntryFields entry={published} />
          <Approach entry={published} />
        </>
      )}
    </article>
  );
}
