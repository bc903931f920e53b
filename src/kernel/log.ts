import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** What a line may say of a request, whoever writes it: neither its query, nor a header, nor its body. */
function describeRequest({ method, url }: { method?: string; url?: string }) {
  return { method, path: url?.split('?', 1)[0] };
}

/** The process log: one JSON object a line, on stdout or where the caller says. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    serializers: {
      req: describeRequest,
      res: ({ statusCode }: { statusCode?: number }) => ({ status: statusCode }),
    },
    redact: ['req.headers', 'res.headers', '*.cookie', '*.authorization', '*.password', '*.token'],
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
