import type { LightMyRequestResponse } from 'fastify';
import { refusalBody } from '../api/answers.ts';
import type { Operation } from '../api/openapi-document.ts';
import type { EntrySubject } from './entries.ts';
import { offered, shownIn } from './expectations.ts';
import type { Reader, Status, View } from './subjects.ts';

const codes: Record<number, string> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  412: 'precondition_failed',
  428: 'precondition_required',
};

interface Shown {
  view: string;
  can: string[];
}

/** What is wrong with an answer, in few words; empty when it is the expected one. */
export function faultsOf(
  answer: LightMyRequestResponse,
  operation: Pick<Operation, 'responses'>,
  expected: Status,
): string[] {
  const { statusCode: status, body } = answer;
  const faults = status === expected ? [] : [`${status} ${messageOf(body)}`];
  if (!(String(status) in operation.responses)) faults.push(`${status} is not declared`);
  if (status < 400) return faults;
  const refusal = refusalBody.safeParse(JSON.parse(body || 'null'));
  if (!refusal.success) faults.push('not the form of a refusal');
  else if (status in codes && refusal.data.code !== codes[status]) faults.push(`code ${refusal.data.code}`);
  return faults;
}

function messageOf(body: string): string {
  const { message, details } = JSON.parse(body.startsWith('{') ? body : '{}') as {
    message?: string;
    details?: unknown;
  };
  return [message, details === undefined ? '' : JSON.stringify(details)].join(' ').slice(0, 160).trim();
}

/** How much of an entry an answer shows, and what it offers; a preview is one entry or none. */
function shownBy(answer: LightMyRequestResponse, name: string): Shown | null {
  const body = answer.json<Shown & { entry: Shown | null }>();
  return name.endsWith('/preview') ? body.entry : body;
}

/** Where an answer tells more, or less, of an entry than this reader should get. */
export function entryFaultsOf(
  answer: LightMyRequestResponse,
  name: string,
  entry: EntrySubject,
  organisation: string,
  reader: Reader,
): string[] {
  const isGood = answer.statusCode < 300;
  const due = isGood ? shownIn(name, reader, entry.case) : null;
  if (due === undefined || entry.word === '') return [];
  const faults = tellsOf(answer.body, entry, organisation, due);
  if (!isGood || entry.case === 'none') return faults;
  const shown = shownBy(answer, name);
  const view = shown?.view ?? null;
  if (view !== due) faults.push(`view ${view} instead of ${due}`);
  // A program is offered what its owner is; what its token allows, it knows.
  if (name !== `get /${entry.list}/{id}` || reader.endsWith('token')) return faults;
  const offers = [...(shown?.can ?? [])].sort().join(' ');
  const wanted = offered(reader, entry.case).join(' ');
  if (offers !== wanted) faults.push(`offers “${offers}” instead of “${wanted}”`);
  return faults;
}

/** The words of an entry that stand in a text and should not, or the reverse. */
function tellsOf(
  text: string,
  { case: at, word, secret }: EntrySubject,
  organisation: string,
  view: View | null,
): string[] {
  const namesOrganisation = at !== 'none' && at.level === 'public, contact masked';
  const may: [what: string, told: string, isDue: boolean][] = [
    ['text', word, view === 'full' || view === 'masked'],
    ['contact', secret, view === 'full'],
    ['organisation', organisation, view === 'full' || (view === 'masked' && namesOrganisation)],
  ];
  return may.flatMap(([what, told, isDue]) => {
    if (text.includes(told) === isDue) return [];
    return [isDue ? `lacks the ${what}` : `tells the ${what}`];
  });
}
