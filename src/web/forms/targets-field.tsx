import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { OrganisationChoices } from '../../api/contracts/organisations.ts';
import { choicesQuery } from '../api/organisations.ts';
import { sessionQuery } from '../api/service.ts';
import { ErrorNotice } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { FieldFrame, type FormAccess, fieldId, tied } from './field.tsx';
import { useTargetNames } from './use-target-names.ts';
import type { CommonValues } from './values.ts';

type Found = OrganisationChoices['items'][number];

const MOST = 200;

/** 定向: the organisations that will know of the entry, found by name and added one by one. */
export function TargetsField({ form }: { form: FormAccess<CommonValues> }) {
  const texts = useTexts();
  const words = texts.disclosure.form;
  const { targets } = form.values;
  const names = useTargetNames(targets);
  const problem = targetsProblem(form);

  function add({ id, name }: Found): void {
    names.remember(id, name);
    if (!targets.includes(id)) form.set('targets', [...targets, id]);
    // The button that was pressed is gone; the search goes on.
    document.getElementById(fieldId('targets'))?.focus();
  }

  function remove(id: string): void {
    form.set(
      'targets',
      targets.filter((other) => other !== id),
    );
    document.getElementById(fieldId('targets'))?.focus();
  }

  return (
    <FieldFrame
      name="targets"
      required
      hint={words.findTargetHint}
      problem={problem}
      counter={
        <span className="counter">
          {targets.length} / {MOST}
        </span>
      }
    >
      <p className="field-hint before">{words.targetsHint}</p>
      {targets.length > 0 ? (
        <ul className="tags" aria-label={words.targetsChosen}>
          {targets.map((id) => {
            const name = names.of(id) ?? words.nameUnknown(id.slice(-6));
            return (
              <li key={id}>
                {name}
                <button type="button" aria-label={texts.form.removeKeyword(name)} onClick={() => remove(id)}>
                  ×
                </button>
              </li>
            );
          })}
        </ul>
      ) : null}
      <TargetSearch targets={targets} problem={problem} onAdd={add} />
    </FieldFrame>
  );
}

interface SearchProps {
  targets: readonly string[];
  problem: string | undefined;
  onAdd: (found: Found) => void;
}

function TargetSearch({ targets, problem, onAdd }: SearchProps) {
  const texts = useTexts();
  const words = texts.disclosure.form;
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useQuery({ ...choicesQuery(q), enabled: q !== '', placeholderData: keepPreviousData });
  const own = useQuery(sessionQuery).data?.memberships.map((place) => place.organisationId) ?? [];
  const full = targets.length >= MOST;
  // One's own people see the entry anyway.
  const offered = found.data?.items.filter(({ id }) => !targets.includes(id) && !own.includes(id)) ?? [];
  return (
    <>
      <Input
        {...tied('targets', problem)}
        type="search"
        maxLength={120}
        autoComplete="off"
        placeholder={full ? words.targetsFull : words.findTarget}
        readOnly={full}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.key !== 'Enter') return;
          event.preventDefault();
          const [only] = offered;
          if (only && offered.length === 1) onAdd(only);
        }}
      />
      {found.error ? <ErrorNotice error={found.error} /> : null}
      {q !== '' && !full ? (
        <div className="found-targets" aria-live="polite">
          {found.data?.items.length === 0 ? <p className="field-hint">{words.noTarget}</p> : null}
          {offered.length > 0 ? (
            <ul className="target-choices" aria-label={words.findTarget}>
              {offered.map((choice) => (
                <li key={choice.id}>
                  <button
                    type="button"
                    onClick={() => {
                      setTyped('');
                      onAdd(choice);
                    }}
                  >
                    <span>{choice.name}</span>
                    <span className="secondary small">{texts.organisations.kinds[choice.kind]}</span>
                    <span className="target-add">{words.add}</span>
                  </button>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

/** The server names the one it refuses (`targets.3`). */
function targetsProblem(form: FormAccess<CommonValues>): string | undefined {
  const each = form.values.targets.map((_, index) => form.problemOf(`targets.${index}`));
  return form.problemOf('targets') ?? each.find((problem) => problem !== undefined);
}
