import { useEffect, useId, useRef, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { useTexts } from '../texts/language.tsx';

/** What a field needs of its form. `set` is a method so that a group of fields takes any form that has them. */
export interface FieldAccess<Name extends string> {
  values: Record<Name, string>;
  id: (name: Name) => string;
  problemOf: (name: string) => string | undefined;
  set(name: Name, value: string): void;
}

/** The last part of a path says which field is meant: no form here has two of the same name. */
function nameOf(path: string): string {
  return path.split('.').at(-1) ?? path;
}

/** A short form: its texts, and what is wrong with each field until somebody changes it. */
export function useFields<Name extends string>(initial: Record<Name, string>) {
  const texts = useTexts();
  const prefix = useId();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(initial);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [complaints, setComplaints] = useState(0);

  useEffect(() => {
    if (complaints > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [complaints]);

  function complain(found: Record<string, string>): void {
    setProblems(found);
    setComplaints((before) => before + 1);
  }

  function forgive(name: string): void {
    setProblems(({ [name]: _settled, ...others }) => others);
  }

  return {
    form,
    values,
    id: (name: Name) => `${prefix}-${name}`,
    problemOf: (name: string) => problems[name],
    problemCount: Object.keys(problems).length,
    set(name: Name, value: string): void {
      setValues((before) => ({ ...before, [name]: value }));
      forgive(name);
    },
    forgive,
    /** Puts what the server refused beside its fields. */
    refuse(error: unknown): void {
      const details = error instanceof ApiError ? error.details : [];
      complain(Object.fromEntries(details.map(({ field, message }) => [nameOf(field), message])));
    },
    /** Whether nothing is missing; else it stands beside its field. `others` are problems found elsewhere. */
    isComplete(required: readonly Name[], others: Record<string, string> = {}): boolean {
      const blank = required.filter((name) => values[name].trim() === '');
      const missing = Object.fromEntries(blank.map((name) => [name, texts.form.problems.required]));
      const found = { ...missing, ...others };
      complain(found);
      return Object.keys(found).length === 0;
    },
  };
}
