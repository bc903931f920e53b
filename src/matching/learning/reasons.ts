import { z } from 'zod';

/**
 * Why an operator finds a pair unfit (design, “Reject reasons”), in the order of the desk's keys: a code for records and
 * the API, and whether it speaks of relevance. Price, region, done deals and unclear texts say nothing about whether
 * the two belong together, so nothing is learned from them. The words are the browser client's.
 */
export const rejectReasons = [
  { code: 'irrelevant', aboutRelevance: true }, // 不相关
  { code: 'route', aboutRelevance: true }, // 技术路线不符
  { code: 'indicators', aboutRelevance: true }, // 指标达不到
  { code: 'immature', aboutRelevance: false }, // 成熟度太低（太早期）
  { code: 'no_advantage', aboutRelevance: false }, // 优势不明
  { code: 'no_business', aboutRelevance: false }, // 商业路径不明
  { code: 'unclear', aboutRelevance: false }, // 描述不清
  { code: 'terms', aboutRelevance: false }, // 地域/预算/知识产权条件不合
  { code: 'partnered', aboutRelevance: false }, // 已有合作
  { code: 'duplicate', aboutRelevance: false }, // 重复
  { code: 'other', aboutRelevance: false }, // 其他
] as const;

/** One of these codes. */
export const rejectReason = z.enum(rejectReasons.map(({ code }) => code));
export type RejectReason = z.infer<typeof rejectReason>;

/** What an operator decided about a match; `reasons` are empty unless it was rejected. */
export interface ReasonedDecision {
  verdict: 'accepted' | 'rejected' | 'deferred';
  reasons: readonly RejectReason[];
}

const relevanceCodes: ReadonlySet<string> = new Set(
  rejectReasons.filter(({ aboutRelevance }) => aboutRelevance).map(({ code }) => code),
);

/**
 * Whether ranking may learn from a decision: it was accepted, or at least one of the reasons of its rejection speaks
 * of relevance. Pure.
 */
export function isAboutRelevance({ verdict, reasons }: ReasonedDecision): boolean {
  if (verdict === 'accepted') return true;
  return verdict === 'rejected' && reasons.some((code) => relevanceCodes.has(code));
}
