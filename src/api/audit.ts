import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Report } from '../audit/model.ts';
import { tell } from '../audit/tell.ts';
import { answers } from '../http/access.ts';
import type { AuditAccess, AuditLine, AuditQuery } from '../identity/audit-access.ts';
import { type Clock, shanghaiDay, toIso } from '../kernel/clock.ts';
import type { Locale } from '../kernel/texts/index.ts';
import {
  type AuditExportQuery,
  type AuditReport,
  auditExportQuery,
  auditPage,
  auditQuery,
  auditReport,
  type AuditLine as ShownLine,
} from './contracts/audit.ts';

export interface AuditRouteDeps {
  audit: AuditAccess;
  clock: Clock;
}

/** The last instant that the year's four digits can say. */
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** The log, for auditors. */
export function registerAudit(server: FastifyInstance, { audit, clock }: AuditRouteDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['audit'];
  const config = { access: { who: 'signed-in', action: 'audit.view', tokens: 'never' } } as const;

  app.get(
    '/audit',
    {
      config,
      schema: {
        tags,
        summary: 'Read the log, newest lines first',
        querystring: auditQuery,
        response: answers({ 200: auditPage }, ['invalid']),
      },
    },
    ({ actor, query }) => {
      const { limit, cursor, ...filter } = query;
      const page = audit.list(actor, toQuery(filter), limit, cursor);
      return { ...page, items: page.items.map(present), can: ['export' as const, 'verify' as const] };
    },
  );

  app.get(
    '/audit/export',
    {
      config,
      schema: {
        tags,
        summary: 'The log as JSON Lines, with all that its hashes cover',
        querystring: auditExportQuery,
        response: answers(
          { 200: { description: 'JSON Lines', content: { 'application/x-ndjson': { schema: z.string() } } } },
          ['invalid'],
        ),
      },
    },
    ({ actor, query }, reply) => {
      const lines = audit.exportLines(actor, toQuery(query));
      reply.header('content-disposition', `attachment; filename="audit-${shanghaiDay(clock.now())}.jsonl"`);
      // Its type knows the text that arrives, not the stream that brings it.
      (reply as FastifyReply).type('application/x-ndjson').send(Readable.from(lines));
    },
  );

  app.post(
    '/audit/verifications',
    {
      config,
      schema: {
        tags,
        summary: 'Check the whole log and name every line that does not hold',
        response: answers({ 200: auditReport }, []),
      },
    },
    async ({ actor, locale }) => presentReport(await audit.verify(actor), clock.now(), locale),
  );
}

function toQuery({ since, until, subject, forOrganisation, ...rest }: AuditExportQuery): AuditQuery {
  const instant = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  return {
    ...rest,
    subjectId: subject,
    forOrganisationId: forOrganisation,
    since: instant(since),
    until: instant(until),
  };
}

/** A line that somebody tampered with must still be shown, whatever it says. */
function present({ line, actor, forOrganisation }: AuditLine): ShownLine {
  const { number, action, subjectId, address, hash, actorId, forOrganisationId } = line;
  return {
    ...{ number, action, subjectId, address, hash },
    at: toIso(Math.min(Math.max(line.at, 0), LATEST)),
    actor: actorId === null ? null : { id: actorId, ...namesOf(actor) },
    forOrganisation:
      forOrganisationId === null ? null : { id: forOrganisationId, name: forOrganisation?.name ?? null },
    outcome: line.outcome === 'refused' ? 'refused' : 'done',
    facts: toFacts(line.facts),
    before: line.before === null ? null : toFacts(line.before),
    after: line.after === null ? null : toFacts(line.after),
  };
}

function namesOf(actor: AuditLine['actor']) {
  return { name: actor?.name ?? null, displayName: actor?.displayName ?? null };
}

function toFacts(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : { value };
}

function presentReport(report: Report, now: number, locale: Locale): AuditReport {
  const problems = report.problems.map((problem) => ({ ...problem, message: tell(locale, problem) }));
  return { ...report, at: toIso(now), problems };
}
