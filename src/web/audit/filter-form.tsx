import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useSearchParams } from 'react-router';
import { NativeSelect } from '../shared/native-select.tsx';
import { useTexts } from '../texts/language.tsx';
import { actionGroups } from './actions.ts';
import { type FilterName, type Filters, filterNames } from './filters.ts';

/** Which lines are shown; kept in the address, so that a look can be sent to a colleague. */
export function FilterForm({ filters }: { filters: Filters }) {
  const words = useTexts().audit;
  const id = useId();
  const [, setParams] = useSearchParams();
  const [typed, setTyped] = useState(filters);

  function set(name: FilterName, value: string): void {
    setTyped((before) => ({ ...before, [name]: value }));
  }

  function show(next: Filters): void {
    setParams(Object.fromEntries(filterNames.flatMap((name) => (next[name] ? [[name, next[name]]] : []))));
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    show(typed);
  }

  const field = (name: FilterName, type: 'text' | 'date') => (
    <div className="field" key={name}>
      <label htmlFor={`${id}-${name}`}>{words.filters[name]}</label>
      <Input
        id={`${id}-${name}`}
        type={type}
        value={typed[name]}
        onChange={(event) => set(name, event.target.value)}
      />
    </div>
  );
  const choice = (name: 'action' | 'outcome', none: string, options: ReactNode) => (
    <div className="field" key={name}>
      <label htmlFor={`${id}-${name}`}>{words.filters[name]}</label>
      <NativeSelect
        id={`${id}-${name}`}
        value={typed[name]}
        onChange={(event) => set(name, event.target.value)}
      >
        <option value="">{none}</option>
        {options}
      </NativeSelect>
    </div>
  );

  return (
    <form className="audit-filters" onSubmit={submit} aria-label={words.filters.label}>
      {field('actor', 'text')}
      {choice('action', words.filters.anyAction, <ActionOptions chosen={filters.action} />)}
      {field('subject', 'text')}
      {choice(
        'outcome',
        words.filters.anyOutcome,
        Object.entries(words.outcomes).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        )),
      )}
      {field('since', 'date')}
      {field('until', 'date')}
      <div className="actions audit-act">
        <Button type="primary" htmlType="submit">
          {words.filters.apply}
        </Button>
        <Button onClick={() => setParams({})}>{words.filters.clear}</Button>
      </div>
    </form>
  );
}

/** Single actions under what they act upon, which can be chosen as a whole too. */
function ActionOptions({ chosen }: { chosen: string }) {
  const words = useTexts().audit;
  const groups = actionGroups(words);
  const isListed = groups.some(
    ({ prefix, actions }) => prefix === chosen || actions.some(({ code }) => code === chosen),
  );
  return (
    <>
      {chosen === '' || isListed ? null : <option value={chosen}>{chosen}</option>}
      {groups.map(({ prefix, label, actions }) => (
        <optgroup key={prefix} label={label}>
          <option value={prefix}>{words.wholeGroup(label)}</option>
          {actions.map((action) => (
            <option key={action.code} value={action.code}>
              {action.label}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}
