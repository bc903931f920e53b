/** Letters that no 统一社会信用代码 has, because they look like others (GB 32100-2015). */
const STRANGE = /[^0-9A-HJ-NPQRTUWXY]/g;
const LENGTH = 18;

export type CodeProblem = { kind: 'letters'; letters: string } | { kind: 'length'; typed: number };

/**
 * What can be seen of a half-typed credit code, in any width and case: letters that never stand in one, else how far it
 * is. Null where nothing is typed or its form is right; whether the check digit is, the server says. Pure.
 */
export function creditCodeProblem(typed: string): CodeProblem | null {
  const code = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (code === '') return null;
  const strange = [...new Set(code.match(STRANGE) ?? [])];
  if (strange.length > 0) return { kind: 'letters', letters: strange.join('') };
  return code.length === LENGTH ? null : { kind: 'length', typed: code.length };
}
