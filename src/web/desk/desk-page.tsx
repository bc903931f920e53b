import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { deskMatchQuery, queueQuery } from '../api/desk.ts';
import { RequireSession } from '../session/require-session.tsx';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { useTexts } from '../texts/language.tsx';
import { DeskEmpty } from './desk-empty.tsx';
import { DeskFilters } from './desk-filters.tsx';
import { DeskMargin } from './desk-margin.tsx';
import { DeskRecord } from './desk-record.tsx';
import {
  afterDecision,
  changeDeskView,
  deskParams,
  narrowedTo,
  neighbour,
  queueRequest,
  readDeskView,
} from './desk-view.ts';
import type { DeskAction } from './keys.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { QueueList } from './queue-list.tsx';
import type { RejectDraft } from './reject-panel.tsx';
import { Toast } from './toast.tsx';
import { isSignedOut, TroubleNotice } from './trouble-notice.tsx';
import { type Judgement, useDecisions } from './use-decisions.ts';
import { useDeskKeys, useKeySwitch } from './use-desk-keys.ts';
import { useRecordFocus } from './use-record-focus.ts';

const rights = ['review'];
const noDraft: RejectDraft = { reasons: [], note: '' };
/** From this width on the queue and a match stand side by side, so the first one opens by itself. */
const SIDE_BY_SIDE = '(min-width: 901px)';

/** 匹配审核: the queue of suggested matches, one of them open with all that is needed to decide about it. */
export function DeskPage() {
  return <RequireSession rights={rights}>{() => <Desk />}</RequireSession>;
}

function Desk() {
  const words = useTexts().desk;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const view = readDeskView(params);
  const [keysOn, setKeysOn] = useKeySwitch();
  const [rejecting, setRejecting] = useState(false);
  const [drafts, setDrafts] = useState<Record<string, RejectDraft>>({});
  const [helping, setHelping] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const record = useRef<HTMLDivElement>(null);
  const work = useDecisions((id) => {
    open(id);
    record.current?.focus({ preventScroll: true });
  });

  const page = useQuery({
    ...queueQuery(queueRequest(view)),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const items = (page.data?.items ?? []).filter(({ id }) => view.state === 'all' || !work.gone.has(id));
  const match = useQuery({ ...deskMatchQuery(view.open), enabled: view.open !== '' });
  const next = neighbour(items, view.open, 1);

  // The next match is there before this one is decided.
  useEffect(() => {
    if (next !== undefined) void queryClient.prefetchQuery(deskMatchQuery(next));
  }, [next, queryClient]);

  const first = items[0]?.id;
  useEffect(() => {
    if (view.open !== '' || first === undefined || page.isPlaceholderData) return;
    if (window.matchMedia(SIDE_BY_SIDE).matches) {
      setParams(deskParams({ ...readDeskView(params), open: first }), { replace: true });
    }
  }, [first, view.open, params, setParams, page.isPlaceholderData]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another match starts with its moves
  useEffect(() => setRejecting(false), [view.open]);
  const isEmpty = page.data !== undefined && items.length === 0 && !view.open;
  useRecordFocus(record, { open: view.open, data: match.data, rejecting, isEmpty, troubles: work.troubles });

  function open(id: string | undefined): void {
    if (id !== undefined) setParams(deskParams({ ...view, open: id }), { replace: view.open !== '' });
  }

  function decide(judgement: Judgement): void {
    const shown = match.data;
    if (shown === undefined || shown.id !== view.open || !shown.can.includes(judgement.verdict)) return;
    setRejecting(false);
    setParams(deskParams({ ...view, open: afterDecision(items, view.open) }), { replace: true });
    work.decide(shown, judgement);
  }

  function act(action: DeskAction): void {
    const shown = match.data;
    if (action === 'next') open(next);
    if (action === 'previous') open(neighbour(items, view.open, -1));
    if (action === 'accept') decide({ verdict: 'accepted', reasons: [], note: '' });
    if (action === 'defer') decide({ verdict: 'deferred', reasons: [], note: '' });
    if (action === 'reject' && shown?.can.includes('rejected')) setRejecting(true);
    if (action === 'flag' && shown) work.flag(shown);
    if (action === 'undo') work.undo();
    if (action === 'compare' && shown) {
      const from = deskParams(view).toString();
      void navigate(
        `/desk/compare?${new URLSearchParams({ demand: shown.demand.id, matches: shown.id, from })}`,
      );
    }
    if (action === 'search') search.current?.focus();
    if (action === 'help') setHelping(true);
  }

  useDeskKeys(keysOn && !rejecting, act);

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
        onChange={(change) => setParams(changeDeskView(view, change))}
      />
      {page.error && !work.troubles.some(isSignedOut) ? (
        <ErrorNotice error={page.error} onRetry={() => void page.refetch()} />
      ) : null}
      {work.troubles.map((trouble) => (
        <TroubleNotice
          key={trouble.match?.id ?? ''}
          trouble={trouble}
          onOpen={open}
          onAgain={() => work.again(trouble)}
          onClose={() => work.settle(trouble)}
        />
      ))}
      {page.isPending ? <Waiting rows={4} className="match waiting-row" /> : null}
      <div className={view.open ? 'desk one-open' : isEmpty ? 'desk nothing' : 'desk'}>
        <QueueList view={view} items={items} page={page.data} />
        <div className="desk-record" ref={record} tabIndex={-1}>
          {view.open ? (
            <DeskRecord
              key={view.open}
              query={match}
              back={`/desk?${deskParams({ ...view, open: '' })}`}
              from={deskParams(view).toString()}
              rejecting={rejecting}
              keysOn={keysOn}
              draft={drafts[view.open] ?? noDraft}
              onDraft={(draft) => setDrafts((before) => ({ ...before, [view.open]: draft }))}
              onAct={act}
              onReject={(reasons, note) => decide({ verdict: 'rejected', reasons, note })}
              onKeep={() => setRejecting(false)}
            />
          ) : items.length > 0 ? (
            <p className="secondary">{words.choose}</p>
          ) : null}
          <div role="status">
            {isEmpty ? (
              <DeskEmpty view={view} onChange={(change) => setParams(changeDeskView(view, change))} />
            ) : null}
          </div>
        </div>
        <DeskMargin
          keysOn={keysOn}
          onSwitchKeys={setKeysOn}
          onHelp={() => setHelping(true)}
          onUndo={work.undo}
          onOpen={open}
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
