import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { deskMatchQuery, queueQuery } from '../api/desk.ts';
import {
  afterDecision,
  changeDeskView,
  type DeskView,
  deskParams,
  neighbour,
  queueRequest,
  readDeskView,
} from './desk-view.ts';
import type { DeskAction } from './keys.ts';
import type { RejectDraft } from './reject-panel.tsx';
import { type Judgement, useDecisions } from './use-decisions.ts';
import { useRecordFocus } from './use-record-focus.ts';

const noDraft: RejectDraft = { reasons: [], note: '' };
/** From this width on the queue and a match stand side by side, so the first one opens by itself. */
const SIDE_BY_SIDE = '(min-width: 901px)';

/** The queue and the match that is open, as the address says, and what can be done to them. */
export function useDesk() {
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const view = readDeskView(params);
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
  const [rejecting, setRejecting] = useState(false);
  const [drafts, setDrafts] = useState<Record<string, RejectDraft>>({});
  const isEmpty = page.data !== undefined && items.length === 0 && !view.open;

  usePrefetched(next);
  useFirstOpen(page.isPlaceholderData ? undefined : items[0]?.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another match starts with its moves
  useEffect(() => setRejecting(false), [view.open]);
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
  }

  return {
    ...{ view, page, items, match, work, record, rejecting, isEmpty, open, decide, act },
    /** Reasons and note as far as they were given for the open match. */
    draft: drafts[view.open] ?? noDraft,
    keepDraft: (draft: RejectDraft) => setDrafts((before) => ({ ...before, [view.open]: draft })),
    /** Not to reject after all. */
    keep: () => setRejecting(false),
    change: (change: Partial<DeskView>) => setParams(changeDeskView(view, change)),
  };
}

/** The next match is there before this one is decided. */
function usePrefetched(next: string | undefined): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (next !== undefined) void queryClient.prefetchQuery(deskMatchQuery(next));
  }, [next, queryClient]);
}

/** Opens the first match where none is open and there is room beside the queue. */
function useFirstOpen(first: string | undefined): void {
  const [params, setParams] = useSearchParams();
  useEffect(() => {
    const view = readDeskView(params);
    if (view.open !== '' || first === undefined || !window.matchMedia(SIDE_BY_SIDE).matches) return;
    setParams(deskParams({ ...view, open: first }), { replace: true });
  }, [first, params, setParams]);
}
