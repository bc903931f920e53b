import { useRef, useState } from 'react';
import { reviewRights } from '../api/service.ts';
import { RequireSession } from '../session/require-session.tsx';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { DeskEmpty } from './desk-empty.tsx';
import { DeskFilters } from './desk-filters.tsx';
import { DeskMargin } from './desk-margin.tsx';
import { DeskRecord } from './desk-record.tsx';
import { deskParams, narrowedTo } from './desk-view.ts';
import type { DeskAction } from './keys.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { QueueList } from './queue-list.tsx';
import { Toast } from './toast.tsx';
import { isSignedOut, TroubleNotice } from './trouble-notice.tsx';
import { useDesk } from './use-desk.ts';
import { useDeskKeys, useKeySwitch } from './use-desk-keys.ts';

/** 匹配审核: the queue of suggested matches, one of them open with all that is needed to decide about it. */
export function DeskPage() {
  return <RequireSession rights={reviewRights}>{() => <Desk />}</RequireSession>;
}

function Desk() {
  const words = useTexts().desk;
  const desk = useDesk();
  const { view, page, items, work, isEmpty } = desk;
  const [keysOn, setKeysOn] = useKeySwitch();
  const [helping, setHelping] = useState(false);
  const search = useRef<HTMLInputElement>(null);

  function act(action: DeskAction): void {
    if (action === 'search') search.current?.focus();
    else if (action === 'help') setHelping(true);
    else desk.act(action);
  }

  useDeskKeys(keysOn && !desk.rejecting, act);

  return (
    <div className="page wide office">
      <div className="page-head">
        <PageTitle>{words.name}</PageTitle>
        <p className="secondary" aria-live="polite">
          {page.data ? words.work(page.data.handledToday, page.data.waiting) : ' '}
        </p>
      </div>
      <DeskFilters
        view={view}
        entryTitle={narrowedTo(items, view.entry)}
        searchRef={search}
        onChange={desk.change}
      />
      {page.error && !work.troubles.some(isSignedOut) ? (
        <ErrorNotice error={page.error} onRetry={() => void page.refetch()} />
      ) : null}
      {work.troubles.map((trouble) => (
        <TroubleNotice
          key={trouble.match?.id ?? ''}
          trouble={trouble}
          onOpen={desk.open}
          onAgain={() => work.again(trouble)}
          onClose={() => work.settle(trouble)}
        />
      ))}
      {page.isPending ? <Waiting rows={4} className="match waiting-row" /> : null}
      <div className={view.open ? 'desk one-open' : isEmpty ? 'desk nothing' : 'desk'}>
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
      <Toast
        news={work.news}
        keysOn={keysOn}
        onUndo={work.undo}
        onSee={() => window.scrollTo({ top: 0 })}
        onGone={work.forget}
      />
      {helping ? <KeysDialog onClose={() => setHelping(false)} /> : null}
    </div>
  );
}

interface OpenRecordProps {
  desk: ReturnType<typeof useDesk>;
  keysOn: boolean;
  onAct: (action: DeskAction) => void;
}

/** The match that is open, or why there is none. */
function OpenRecord({ desk, keysOn, onAct }: OpenRecordProps) {
  const words = useTexts().desk;
  const { view, items, match, record, rejecting, isEmpty } = desk;
  return (
    <div className="desk-record" ref={record} tabIndex={-1}>
      {view.open ? (
        <DeskRecord
          key={view.open}
          query={match}
          back={`/desk?${deskParams({ ...view, open: '' })}`}
          from={deskParams(view).toString()}
          rejecting={rejecting}
          keysOn={keysOn}
          draft={desk.draft}
          onDraft={desk.keepDraft}
          onAct={onAct}
          onReject={(reasons, note) => desk.decide({ verdict: 'rejected', reasons, note })}
          onKeep={desk.keep}
        />
      ) : items.length > 0 ? (
        <p className="secondary">{words.choose}</p>
      ) : null}
      <div role="status">{isEmpty ? <DeskEmpty view={view} onChange={desk.change} /> : null}</div>
    </div>
  );
}
