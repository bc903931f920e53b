import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiKey, authorize } from './auth.ts';
import { ApiError, asApiError } from './errors.ts';
import type { Route } from './route.ts';
import { createRoutes } from './routes.ts';
import { createStore, createTimeline } from './store.ts';
import { createTaskQueue, type Task } from './tasks.ts';
import type { Document } from './vectors.ts';

/** `cut` does what was asked and loses half the answer; `error500`, `hang` and `garbage` do nothing. */
type Misbehaviour =
  | { kind: 'error500' }
  | { kind: 'cut' }
  | { kind: 'hang' }
  | { kind: 'slow'; ms: number }
  | { kind: 'garbage' };

export interface FakeMeilisearch {
  /** The port stays the same over `kill` and `restart`. */
  url: string;
  /** Connections are refused and open ones cut; stored data and enqueued tasks stay. */
  kill(): Promise<void>;
  /** `wiped`: all indexes, settings and tasks are gone, as on an empty disk. */
  restart(options?: { wiped?: boolean }): Promise<void>;
  /** Tasks stay `enqueued` until they are released. */
  holdTasks(): void;
  releaseTasks(): void;
  /** The next tasks that match end as `failed`; the server's own fault (`internal`) unless a code says otherwise. */
  failTasks(count: number, matching?: (task: Task) => boolean, code?: string): void;
  misbehave(how: Misbehaviour | null, only?: (method: string, path: string) => boolean): void;
  /** Every request that came in, in order; `path` is without the query. */
  requests: { method: string; path: string; body: unknown }[];
  /** Stored documents as they were sent, `_vectors` included; none for a missing index. */
  documents(uid: string): Document[];
  indexUids(): string[];
  close(): Promise<void>;
}

/**
 * A stand-in for a Meilisearch 1.50 server on a port of this machine: writes are tasks with effects that show only
 * when they are done, and it can fail in the ways the real one does. With a key, every request must carry it.
 */
export async function createFakeMeilisearch({ key }: { key?: ApiKey } = {}): Promise<FakeMeilisearch> {
  const now = createTimeline();
  const store = createStore({ now });
  const queue = createTaskQueue({ now });
  const routes = createRoutes({ store, queue, key });
  const requests: FakeMeilisearch['requests'] = [];
  let mood: { how: Misbehaviour; only: (method: string, path: string) => boolean } | null = null;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await readText(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const method = request.method ?? 'GET';
    requests.push({ method, path: pathname, body: loggedBody(text) });
    const how = mood?.only(method, pathname) ? mood.how : null;
    if (how?.kind === 'hang') return;
    if (how?.kind === 'error500')
      return send(response, new ApiError('internal', 'An internal error has occurred.'));
    if (how?.kind === 'garbage') return void response.writeHead(200, JSON_TYPE).end('<html>not JSON</html>');
    if (how?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, how.ms));
    // Killed while it took its time.
    if (response.destroyed) return;
    const result = respond(routes, key, request.headers.authorization, {
      method,
      pathname,
      query: searchParams,
      text,
    });
    if (how?.kind === 'cut') cut(response, result);
    else send(response, result);
  };

  const listen = (port: number) =>
    new Promise<Server>((resolve, reject) => {
      const server = createServer((request, response) => {
        answer(request, response).catch(() => response.destroy());
      });
      server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server));
    });

  let server: Server | null = await listen(0);
  const { port } = server.address() as AddressInfo;

  const kill = async (): Promise<void> => {
    queue.stop();
    const dying = server;
    server = null;
    if (!dying) return;
    const closed = new Promise((resolve) => dying.close(resolve));
    dying.closeAllConnections();
    await closed;
  };

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    kill,
    close: kill,
    async restart({ wiped = false } = {}) {
      await kill();
      if (wiped) {
        store.indexes.clear();
        queue.wipe();
      }
      server = await listen(port);
      queue.resume();
    },
    holdTasks: queue.hold,
    releaseTasks: queue.release,
    failTasks: queue.fail,
    misbehave: (how, only = () => true) => {
      mood = how && { how, only };
    },
    documents: (uid) => [...(store.indexes.get(uid)?.documents.values() ?? [])],
    indexUids: store.uids,
  };
}

interface Question {
  method: string;
  pathname: string;
  query: URLSearchParams;
  text: string;
}

interface Result {
  status: number;
  body: unknown;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

function respond(
  routes: Route[],
  key: ApiKey | undefined,
  header: string | undefined,
  asked: Question,
): Result {
  try {
    const { route, uid } = findRoute(routes, asked);
    authorize(key, header, route, route.path.includes('/:uid') ? uid : undefined);
    const body = route.method === 'GET' ? undefined : parseBody(asked);
    return { status: route.status ?? 200, body: route.handle({ uid, query: asked.query, body }) };
  } catch (error) {
    return asApiError(error);
  }
}

function findRoute(routes: Route[], { method, pathname }: Question): { route: Route; uid: string } {
  const parts = pathname.split('/');
  for (const route of routes) {
    const pattern = route.path.split('/');
    if (route.method !== method || pattern.length !== parts.length) continue;
    if (!pattern.every((part, at) => part.startsWith(':') || part === parts[at])) continue;
    return { route, uid: decodeURIComponent(parts[pattern.findIndex((part) => part.startsWith(':'))] ?? '') };
  }
  throw new ApiError('bad_request', `The fake has no ${method} ${pathname}.`, 404);
}

function parseBody({ method, text }: Question): unknown {
  if (text === '' && method === 'DELETE') return undefined;
  if (text === '') throw new ApiError('missing_payload', 'A json payload is missing.');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError('malformed_payload', `The json payload provided is malformed. \`${error}\`.`);
  }
}

function loggedBody(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, body }: Result): void {
  response.writeHead(status, JSON_TYPE).end(JSON.stringify(body));
}

/** Promises the whole answer, sends half of it and drops the connection. */
function cut(response: ServerResponse, { status, body }: Result): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...JSON_TYPE, 'Content-Length': bytes.length });
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
}
