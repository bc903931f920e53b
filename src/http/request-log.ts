import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { accountOf } from '../identity/model.ts';

/** The address without its query: what people search for is nobody's business but theirs. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

/** Probes ask every few seconds; they are of interest only to who looks for them. */
const probes = ['/livez', '/readyz'];

/** One line a request, when it is answered: who (by id), what, how it went. Never a header, a body or a query. */
export function createRequestLog(): LogController {
  return Object.assign(new LogController(), {
    incomingRequest: () => {},
    requestCompleted: (error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply) => {
      const path = pathOf(request.url);
      const line = {
        method: request.method,
        path,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        // Fastify's own refusals come before anybody was recognised.
        account: request.actor === undefined ? null : accountOf(request.actor),
        address: request.ip,
      };
      if (error) request.log.error({ ...line, err: error }, 'request broke off');
      else request.log[probes.includes(path) ? 'debug' : 'info'](line, 'request');
    },
  });
}
