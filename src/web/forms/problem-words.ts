import type { Texts } from '../texts/zh-cn.ts';
import type { Problem } from './checks.ts';

export function problemWords(texts: Texts, problem: Problem): string {
  return problem.kind === 'tooLong'
    ? texts.form.problems.tooLong(problem.over)
    : texts.form.problems[problem.kind];
}
