import { locales, type TextKey, type TextParams, translate } from './texts/index.ts';

/** The seven things that can go wrong in the domain; `http/errors.ts` alone knows their HTTP statuses. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'unavailable'
  | 'internal';

/** One field of the input that was refused: `field` is a dotted path, `text` the sentence to show. */
export interface FieldIssue {
  field: string;
  text: TextKey;
  params?: TextParams;
}

interface AppErrorOptions {
  params?: TextParams;
  issues?: FieldIssue[];
  /** Facts the client needs to go on, e.g. `{ currentVersion: 4 }`. Never secret, never entry text. */
  facts?: Record<string, string | number>;
  cause?: unknown;
}

/** The only error the domain throws on purpose. Its sentence is looked up in the reader's language at the edge. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly text: TextKey;
  readonly params: TextParams;
  readonly issues: FieldIssue[];
  readonly facts: Record<string, string | number>;

  constructor(code: ErrorCode, text: TextKey, options: AppErrorOptions = {}) {
    super(`${code}: ${text}`, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.text = text;
    this.params = options.params ?? {};
    this.issues = options.issues ?? [];
    this.facts = options.facts ?? {};
  }
}

/** An `invalid` error over one or more fields. */
export function invalid(issues: FieldIssue[]): AppError {
  return new AppError('invalid', 'error.invalid', { issues });
}

/** Hidden and absent look alike on purpose: a hidden object must not be told apart from no object. */
export function notFound(): AppError {
  return new AppError('not_found', 'error.not_found');
}

/** Somebody else was first: names the version that stands in the way. `http/` makes 412 of it. */
export function staleVersion({ version }: { version: number }): AppError {
  return new AppError('conflict', 'error.conflict', { facts: { currentVersion: version } });
}

/** What a terminal shows of an error: in both languages, because nobody has chosen one there. */
export function describeError(error: unknown): string {
  if (error instanceof AppError) {
    return locales.map((locale) => translate(locale, error.text, error.params)).join('\n');
  }
  return error instanceof Error ? error.message : String(error);
}
