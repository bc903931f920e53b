import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/log.ts';
import {
  type CandidateRequest,
  type EngineName,
  EngineRefusal,
  type MirrorEngine,
  type SearchEngine,
  type SearchRequest,
  type SearchResult,
} from './engine-port.ts';

export interface GuardOptions {
  embedded: SearchEngine;
  /** The server beside the service; null where the embedded index is all there is. */
  server: MirrorEngine | null;
  /** Whether the server holds every entry; while it is being filled the embedded index answers. */
  isComplete(): boolean;
  log: Logger;
}

/** Searching that never fails because of the server: `degraded` says that the embedded index had to answer instead. */
export type GuardedSearch = ReturnType<typeof createGuardedSearch>;

/** Candidates are two dozen questions at once, over longer lists, and nobody types meanwhile. */
const ANSWER_MS = { search: 1000, candidates: 4000 };
const FAILURES = 3;
/** An open circuit lets one question through after this while, and closes when it is answered. */
const RETRY_MS = 2000;

/** A time limit in a circuit breaker. What the server refuses is an answer too. */
function createCircuit(limitMs: number) {
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof EngineRefusal)),
    { halfOpenAfter: RETRY_MS, breaker: new ConsecutiveBreaker(FAILURES) },
  );
  return { breaker, policy: wrap(breaker, timeout(limitMs, TimeoutStrategy.Aggressive)) };
}

/**
 * The server behind time limits and circuit breakers, with the embedded index for whenever it does not answer.
 * `state` tells people; `onReturn` is called when the server answers again after it was away.
 */
export function createGuardedSearch({ embedded, server, isComplete, log }: GuardOptions) {
  const box = createCircuit(ANSWER_MS.search);
  // A list too long for quick candidates must not cost the search box its server.
  const chooser = createCircuit(ANSWER_MS.candidates);
  const returned: (() => void)[] = [];
  box.breaker.onBreak(() => log.warn('the search server does not answer; the embedded index does meanwhile'));
  box.breaker.onReset(() => {
    log.info('the search server answers again');
    for (const listener of returned) listener();
  });

  async function answer<Result>(
    { policy }: typeof box,
    ask: (engine: Pick<SearchEngine, 'search' | 'candidates'>, signal?: AbortSignal) => Promise<Result>,
  ): Promise<{ result: Result; engine: EngineName; degraded: boolean }> {
    if (server === null) return { result: await ask(embedded), engine: 'embedded', degraded: false };
    try {
      if (!isComplete())
        throw new AppError('unavailable', 'error.engineUnavailable', { params: { reason: '' } });
      const result = await policy.execute(({ signal }) => ask(server, signal));
      return { result, engine: 'meilisearch', degraded: false };
    } catch (error) {
      // Broken circuits and missing documents are told once, when they begin; each failed question only in detail.
      log.debug({ err: error }, 'the embedded index answers in the place of the search server');
      return { result: await ask(embedded), engine: 'embedded', degraded: true };
    }
  }

  return {
    /** As `SearchEngine.search`, and whether the embedded index had to stand in. */
    async search(request: SearchRequest): Promise<SearchResult & { degraded: boolean }> {
      const { result, degraded } = await answer(box, (engine, signal) => engine.search(request, signal));
      return { ...result, degraded };
    },

    /** As `SearchEngine.candidates`, and who found them. */
    async candidates(request: CandidateRequest) {
      const { result, engine, degraded } = await answer(chooser, (chosen, signal) =>
        chosen.candidates(request, signal),
      );
      return { ids: result, engine, degraded };
    },

    /** `away` while the circuit is open. */
    state: (): 'ready' | 'filling' | 'away' => {
      if (box.breaker.state === CircuitState.Open) return 'away';
      return isComplete() ? 'ready' : 'filling';
    },

    /** Asks the server anything else through the same limit and circuit; null when it does not answer. */
    async attempt<Result>(work: (engine: MirrorEngine) => Promise<Result>): Promise<Result | null> {
      if (server === null) return null;
      return box.policy.execute(() => work(server)).catch(() => null);
    },

    onReturn: (listener: () => void) => {
      returned.push(listener);
    },
  };
}
