import { clauseStart } from './metric.ts';

const PLACE = '[常室]温|网络|环境|条件|工况|数据集|测试集|验证集|介质|溶液|气氛|状态|波段|频段';
const BEFORE = new RegExp(
  `(?:^|[在于当])([^，,。;在于当的]{1,12}(?:${PLACE}))[下上中内时]?(?=[\\u4e00-\\u9fffA-Za-z])`,
);
const BEHIND = new RegExp(
  `^\\s?\\(([^()\\d]{1,12}(?:(?:${PLACE})[下上中内]?|下|时|状态下)(?:测试|测量|测定)?)\\)`,
);

/**
 * The test condition that is told in words alone: 在红外波段透过率 96 %, 透过率 ≥ 95 %（可见光波段）. Takes the folded
 * text, where the figure begins and where its quotation ends; empty where none is told. Pure.
 */
export function wordCondition(text: string, figureAt: number, end: number): string {
  const behind = BEHIND.exec(text.slice(end, end + 24));
  if (behind) return behind[1]!;
  return BEFORE.exec(text.slice(clauseStart(text, figureAt, 0), figureAt))?.[1] ?? '';
}
