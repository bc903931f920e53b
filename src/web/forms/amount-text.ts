import type { EntrySummary } from '../../api/contracts/entries.ts';

type Amount = EntrySummary['amount'];

/** An amount in the form: which of the three it is, and the number as somebody types it. */
export interface AmountValue {
  kind: Amount['kind'];
  text: string;
}

export function amountValue(amount: Amount | undefined): AmountValue {
  if (amount?.kind === 'amount') return { kind: 'amount', text: String(amount.wan) };
  return { kind: amount?.kind ?? 'undetermined', text: '' };
}

/**
 * The number of 万元 in what people write: `30`, `30万`, `30 万元`, `300000元`, `1,200`, full-width digits, `0.5亿`.
 * Null where it is not a positive amount. Pure.
 */
export function parseWan(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,，]/g, '');
  const match = /^(\d+(?:\.\d+)?)(亿|万)?(元|人民币)?$/.exec(plain);
  if (!match?.[1]) return null;
  const number = Number(match[1]);
  const factor = match[2] === '亿' ? 10_000 : match[2] === '万' || !match[3] ? 1 : 1 / 10_000;
  const wan = Number((number * factor).toFixed(6));
  return wan > 0 && wan <= 10_000_000 ? wan : null;
}

/** What is sent: a number that cannot be read counts as 待定 until it can. Pure. */
export function amountBody({ kind, text }: AmountValue): Amount {
  if (kind !== 'amount') return { kind };
  const wan = parseWan(text);
  return wan === null ? { kind: 'undetermined' } : { kind: 'amount', wan };
}
