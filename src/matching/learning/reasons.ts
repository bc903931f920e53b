/**
 * Why an operator finds a pair unfit (design, “Reject reasons”): a code for records and the API, the word people read,
 * and whether it speaks of relevance. Price, region, done deals and unclear texts say nothing about whether the two
 * belong together, so nothing is learned from them.
 */
export const rejectReasons = [
  { code: 'irrelevant', name: '不相关', aboutRelevance: true },
  { code: 'route', name: '技术路线不符', aboutRelevance: true },
  { code: 'indicators', name: '指标达不到', aboutRelevance: true },
  { code: 'immature', name: '成熟度太低（太早期）', aboutRelevance: false },
  { code: 'no_advantage', name: '优势不明', aboutRelevance: false },
  { code: 'no_business', name: '商业路径不明', aboutRelevance: false },
  { code: 'unclear', name: '描述不清', aboutRelevance: false },
  { code: 'terms', name: '地域/预算/知识产权条件不合', aboutRelevance: false },
  { code: 'partnered', name: '已有合作', aboutRelevance: false },
  { code: 'duplicate', name: '重复', aboutRelevance: false },
  { code: 'other', name: '其他', aboutRelevance: false },
] as const;

export type RejectReason = (typeof rejectReasons)[number]['code'];

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
