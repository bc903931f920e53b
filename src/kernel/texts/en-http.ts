import type { zhCNHttp } from './zh-cn-http.ts';

/** The same sentences in English. */
export const enHttp: Record<keyof typeof zhCNHttp, string> = {
  'error.tokenNever': 'This cannot be done with an API token; please sign in with a browser.',
  'error.tokenScope': 'This API token does not have the scope “{scope}” that is needed here.',
  'error.idempotencyKey': 'Idempotency-Key takes 8 to 200 visible ASCII characters.',
  'error.idempotencyOther': 'This Idempotency-Key was used for another request; please choose a new one.',
  'error.idempotencyRunning':
    'The same request is being carried out. Please look for its result in a moment.',
  'error.idempotencyDone':
    'This request was carried out before. Its answer is shown once and kept nowhere, so it cannot be given again.',
  'duration.seconds': '{count} seconds',
  'duration.minutes': '{count} minutes',
};
