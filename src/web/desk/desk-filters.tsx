import { type ReactNode, type RefObject, useId } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../shared/labels.ts';
import { NativeSelect } from '../shared/native-select.tsx';
import { useTexts } from '../texts/language.tsx';
import { changeDeskView, type DeskView, deskBands, deskStates, isNarrowed } from './desk-view.ts';
import { EntryPicker } from './entry-picker.tsx';

interface Props {
  view: DeskView;
  /** The title of the entry that the view is narrowed to, where it is known. */
  entryTitle: string | undefined;
  searchRef: RefObject<HTMLInputElement | null>;
  onChange: (change: Partial<DeskView>) => void;
}

/** Which matches are shown; all of it stands in the address. */
export function DeskFilters({ view, entryTitle, searchRef, onChange }: Props) {
  const texts = useTexts();
  const words = texts.desk;
  const labels = useLabels();
  return (
    <div className="desk-top">
      <nav className="tabs wrapping" aria-label={words.states.label}>
        {[...deskStates, 'all' as const].map((state) => (
          <Link
            key={state}
            to={`/desk?${changeDeskView(view, { state })}`}
            className={state === view.state ? 'active' : undefined}
            aria-current={state === view.state ? 'page' : undefined}
          >
            {words.states[state]}
          </Link>
        ))}
      </nav>
      <div className="desk-filters">
        <EntryPicker
          label={words.find}
          placeholder={words.findPlaceholder}
          inputRef={searchRef}
          onPick={(entry) => onChange({ entry: entry.id, state: 'all' })}
        />
        <FilterSelect label={texts.fields.chain} value={view.chain} onChange={(chain) => onChange({ chain })}>
          <option value="">{words.anyChain}</option>
          {labels.options.chains.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </FilterSelect>
        <FilterSelect label={words.band} value={view.band} onChange={(band) => onChange({ band })}>
          <option value="">{words.anyBand}</option>
          {deskBands.map((band) => (
            <option key={band} value={band}>
              {texts.matches.bands[band]}
            </option>
          ))}
        </FilterSelect>
        <FilterSelect
          label={texts.lists.sortBy}
          value={view.sort}
          onChange={(sort) => onChange({ sort: sort === 'age' ? 'age' : 'score' })}
        >
          <option value="score">{words.byScore}</option>
          <option value="age">{words.byAge}</option>
        </FilterSelect>
        <label className="check">
          <input
            type="checkbox"
            checked={view.flagged}
            onChange={(event) => onChange({ flagged: event.target.checked })}
          />
          {words.flaggedOnly}
        </label>
        {view.entry ? <span>{entryTitle ? words.ofEntry(entryTitle) : words.ofSomeEntry}</span> : null}
        {isNarrowed(view) ? (
          <button
            type="button"
            className="text-button"
            onClick={() => onChange({ chain: '', band: '', flagged: false, entry: '' })}
          >
            {texts.lists.clearFilters}
          </button>
        ) : null}
      </div>
    </div>
  );
}

interface FilterSelectProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function FilterSelect({ label, value, onChange, children }: FilterSelectProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="hidden">
        {label}
      </label>
      <NativeSelect id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </NativeSelect>
    </>
  );
}
