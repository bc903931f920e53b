import { z } from 'zod';
import { damages } from '../../audit/model.ts';
import { pageOf, pageQuery } from './common.ts';

const named = z.string().trim().min(1).max(200).optional();
const instant = z.iso.datetime({ offset: true }).optional();

/** Which lines: all conditions given must hold. */
const filter = {
  /** Who acted: the id or the name of an account. */
  actor: named,
  /** How the action begins, e.g. `session.` or `demands.create`. */
  action: named,
  subject: named,
  /** 代办: the organisation that was acted for. */
  forOrganisation: named,
  outcome: z.enum(['done', 'refused']).optional(),
  /** From this instant on, and before that one. */
  since: instant,
  until: instant,
};

export const auditQuery = z.strictObject({ ...filter, ...pageQuery });
export const auditExportQuery = z.strictObject(filter);
export type AuditExportQuery = z.infer<typeof auditExportQuery>;

const facts = z.record(z.string(), z.unknown());

/** Names are those of today; null when there is none any more (a deleted account keeps its id). */
const auditLine = z.object({
  number: z.int(),
  at: z.iso.datetime(),
  /** Null: the service itself, or a visitor, who has an address. */
  actor: z
    .object({ id: z.string(), name: z.string().nullable(), displayName: z.string().nullable() })
    .nullable(),
  address: z.string().nullable(),
  /** 代办: for whom an operator acted. */
  forOrganisation: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  action: z.string(),
  subjectId: z.string().nullable(),
  outcome: z.enum(['done', 'refused']),
  facts,
  before: facts.nullable(),
  after: facts.nullable(),
  hash: z.string(),
});
export type AuditLine = z.infer<typeof auditLine>;

export const auditPage = pageOf(auditLine).extend({
  /** What this reader may do with the log: `export`, `verify`. */
  can: z.array(z.enum(['export', 'verify'])),
});
export type AuditPage = z.infer<typeof auditPage>;

/** `POST /audit/verifications`: whether the log still holds, and which lines do not. */
export const auditReport = z.object({
  at: z.iso.datetime(),
  /** Lines there are, and the last of them. */
  lines: z.int(),
  head: z.object({ number: z.int(), hash: z.string() }).nullable(),
  /** Exported heads the log was compared with; without any, a cut or wholly recomputed log cannot be told. */
  headsChecked: z.int(),
  ok: z.boolean(),
  /** The first hundred; `from` and `to` are numbers of lines (of the file of heads for `head-unreadable`). */
  problems: z.array(z.object({ kind: z.enum(damages), from: z.int(), to: z.int(), message: z.string() })),
  /** How many more there are. */
  unlisted: z.int(),
});
export type AuditReport = z.infer<typeof auditReport>;
