import { z } from 'zod';
import { formText } from '../../catalog/entry-model.ts';
import { rejectReason, rejectReasons } from '../../matching/learning/reasons.ts';
import { bands } from '../../matching/model.ts';
import {
  answerKinds,
  introducedStates,
  progressKinds,
  sides,
  stepKinds,
} from '../../review/introductions/life-cycle.ts';
import { noteReaders } from '../../review/introductions/model.ts';
import { pageOf, pageQuery } from './common.ts';
import { achievement, demand, entrySummary } from './entries.ts';
import { evidence } from './matches.ts';

const side = z.enum(sides);
const state = z.enum(introducedStates);
const answer = z.enum(answerKinds).nullable();

/** `POST /matches/{id}/introduction`: the note is written to both parties. */
export const introductionBody = z.strictObject({
  note: formText(1000).default(''),
  version: z.int().min(1).optional(),
});
export type IntroductionBody = z.input<typeof introductionBody>;

const said = {
  /** Needed by declining and ending, and by nothing else. */
  reasons: z.array(rejectReason).max(rejectReasons.length).default([]),
  note: formText(1000).default(''),
  /** Whom the note is for: the operators, or the other party, too. */
  noteTo: z.enum(noteReaders).default('bureau'),
  /** For whom one speaks; only where one acts for both. */
  side: side.optional(),
};

/** `POST /introductions/{id}/answers` */
export const answerBody = z.strictObject({ answer: z.enum(answerKinds), ...said });
export type AnswerBody = z.input<typeof answerBody>;

/** `POST /introductions/{id}/progress` */
export const progressBody = z.strictObject({ to: z.enum(progressKinds), ...said });
export type ProgressBody = z.input<typeof progressBody>;

const step = z.object({
  id: z.string(),
  kind: z.enum(stepKinds),
  /** Whose step it is; null for the operator's introduction, and for the end that comes with a withdrawn entry. */
  side: side.nullable(),
  reasons: z.array(rejectReason),
  /** Empty where it is not written for the reader. */
  note: z.string(),
  noteTo: z.enum(noteReaders),
  /** 代办: an operator made it for the party. */
  delegated: z.boolean(),
  /** Who made it; null where that is not the reader's business. */
  by: z.string().nullable(),
  at: z.iso.datetime(),
  /** Whole days since. */
  days: z.int(),
});
export type IntroductionStep = z.infer<typeof step>;

const standing = {
  id: z.string(),
  state,
  /** For which parties the reader acts; none for an operator who only looks after it. */
  own: z.array(side),
  answers: z.object({ demand: answer, achievement: answer }),
  /** The demand's industry chain. */
  chain: z.string().nullable(),
  sentAt: z.iso.datetime(),
  /** Has a step that the reader has not seen. */
  unread: z.boolean(),
  /** What the reader may do now: `interested`, `declined`, `agreed`, `ended`. */
  can: z.array(z.string()),
};

/** An entry is null where the reader may not know of it, or not any more. */
const introductionSummary = z.object({
  ...standing,
  demand: entrySummary.nullable(),
  achievement: entrySummary.nullable(),
  /** The newest step. */
  last: step,
});
export type IntroductionSummary = z.infer<typeof introductionSummary>;

/** `GET /inbox` */
export const inboxQuery = z.strictObject({
  ...pageQuery,
  filter: z.enum(['open', 'closed', 'all']).default('all'),
});

/** `unread` counts all introductions with something new to the reader, whatever the filter. */
export const inboxPage = pageOf(introductionSummary).extend({ unread: z.int() });
export type InboxPage = z.infer<typeof inboxPage>;

/** `GET /inbox/unread`: to be asked often, so it reads no entry. */
export const unreadAnswer = z.object({ unread: z.int() });
export type UnreadAnswer = z.infer<typeof unreadAnswer>;

const contact = z.object({ organisation: z.string(), contact: z.string() });

/** `GET /introductions/{id}` */
export const introduction = z.object({
  ...standing,
  demand: demand.nullable(),
  achievement: achievement.nullable(),
  /** From the texts that the reader may read; null where one of them cannot be read. */
  evidence: evidence.nullable(),
  /** Null until both parties are interested, and after an end. */
  contacts: z.object({ demand: contact, achievement: contact }).nullable(),
  /** Oldest first. */
  steps: z.array(step),
});
export type Introduction = z.infer<typeof introduction>;

const counts = {
  shown: z.int(),
  accepted: z.int(),
  introduced: z.int(),
  /** Both parties were interested. */
  interested: z.int(),
  agreed: z.int(),
};

/** `GET /funnel`: each match counts in every step up to the farthest that it reached. */
export const funnel = z.object({
  items: z.array(z.object({ chain: z.string().nullable(), ...counts })),
  total: z.object(counts),
});
export type Funnel = z.infer<typeof funnel>;

/** `GET /achievements/{id}/weighed` */
export const weighed = z.object({
  items: z.array(
    z.object({
      demand: entrySummary,
      band: z.enum(bands).nullable(),
      weighedAt: z.iso.datetime(),
      /** `weighed` until the operator sends an introduction. */
      outcome: z.enum(['weighed', ...introducedStates]),
      /** Why it ended. */
      reasons: z.array(rejectReason),
      /** To be read at `GET /introductions/{id}`. */
      introductionId: z.string().nullable(),
    }),
  ),
});
export type WeighedAnswer = z.infer<typeof weighed>;

/** `GET /organisations/{id}/summary`; this year where none is given. */
export const summaryQuery = z.strictObject({ year: z.coerce.number().int().min(2000).max(2999).optional() });

export const yearSummary = z.object({
  year: z.int(),
  published: z.object({ demands: z.int(), achievements: z.int() }),
  weighed: z.int(),
  introduced: z.int(),
  interested: z.int(),
  agreed: z.int(),
  ended: z.int(),
  /** Of those that ended: with an entry that was withdrawn. */
  withdrawn: z.int(),
  reasons: z.array(z.object({ reason: rejectReason, count: z.int() })),
});
export type YearSummary = z.infer<typeof yearSummary>;
