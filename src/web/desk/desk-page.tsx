import { useEffect, useRef, useState } from 'react';
import { reviewRights } from '../api/service.ts';
import { RequireSession } from '../session/require-session.tsx';
import { EmptyNotice, ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { DeskFilters } from './desk-filters.tsx';
import { DeskMargin } from './desk-margin.tsx';
import { DeskRecord } from './desk-record.tsx';
import { deskParams } from './desk-view.ts';
import type { DeskAction } from './keys.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { QueueList } from './queue-list.tsx';
import { Toast } from './toast.tsx';
import { TroubleNotice } from './trouble-notice.tsx';
import { useDesk } from './use-desk.ts';
import { useDeskKeys, useKeySwitch } from './use-desk-keys.ts';

/** 匹配审核: the queue of suggested matches, one of them open with all that is needed to decide about it. */
export function DeskPage() {
  return <RequireSession rights={reviewRights}>{() => <Desk />}</RequireSession>;
}

function Desk() {
  const words = useTexts().desk;
  const desk = useDesk();
  const { view, page, items, work } = desk;
  const [keysOn, setKeysOn] = useKeySwitch();
  const [helping, setHelping] = useState(false);
  const search = useRef<HTMLInputElement>(null);

  function act(action: DeskAction): void {
    if (action === 'search') search.current?.focus();
    else if (action === 'help') setHelping(true);
    else desk.act(action);
  }

  useDeskKeys(keysOn && !desk.rejecting && !helping, act);

  return (
    <div className="page wide office">
      <div className="page-head">
        <PageTitle>{words.name}</PageTitle>
        <p className="secondary" aria-live="polite">
          {page.data ? words.work(page.data.handledToday, page.data.waiting) : ' '}
        </p>
      </div>
      <DeskFilters view={view} searchRef={search} onChange={desk.change} />
      {page.error ? <ErrorNotice error={page.error} onRetry={() => void page.refetch()} /> : null}
      {work.trouble ? (
        <TroubleNotice trouble={work.trouble} onOpen={desk.open} onClose={work.settle} />
      ) : null}
      {page.isPending ? <Waiting rows={4} className="match waiting-row" /> : null}
      {page.data && items.length === 0 && !view.open ? (
        <EmptyNotice title={words.empty[view.state]}>
          <p>{words.emptyHint}</p>
        </EmptyNotice>
      ) : null}
      <div className={view.open ? 'desk one-open' : 'desk'}>
        <QueueList view={view} items={items} page={page.data} />
        <OpenRecord desk={desk} keysOn={keysOn} onAct={act} />
        <DeskMargin
          keysOn={keysOn}
          onSwitchKeys={setKeysOn}
          onHelp={() => setHelping(true)}
          onUndo={work.undo}
          onOpen={desk.open}
        />
      </div>
      {work.last ? (
        <Toast decided={work.last} onUndo={() => work.undo(work.last?.match.id)} onGone={work.forget} />
      ) : null}
      {helping ? <KeysDialog onClose={() => setHelping(false)} /> : null}
    </div>
  );
}

interface OpenRecordProps {
  desk: ReturnType<typeof useDesk>;
  keysOn: boolean;
  onAct: (action: DeskAction) => void;
}

/** The match that is open; another one takes the focus and is read from its top. */
function OpenRecord({ desk, keysOn, onAct }: OpenRecordProps) {
  const words = useTexts().desk;
  const { view, items, match, rejecting, decide, keep } = desk;
  const record = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!view.open) return;
    record.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [view.open]);
  return (
    <div className="desk-record" ref={record} tabIndex={-1}>
      {view.open ? (
        <DeskRecord
          key={view.open}
          query={match}
          back={`/desk?${deskParams({ ...view, open: '' })}`}
          rejecting={rejecting}
          keysOn={keysOn}
          onAct={onAct}
          onReject={(reasons, note) => decide({ verdict: 'rejected', reasons, note })}
          onKeep={keep}
        />
      ) : items.length > 0 ? (
        <p className="secondary">{words.choose}</p>
      ) : null}
    </div>
  );
}
