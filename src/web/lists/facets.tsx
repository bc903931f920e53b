import { Checkbox } from 'antd';
import { useState } from 'react';
import type { SearchAnswer } from '../../api/contracts/search.ts';
import { useLabels } from '../shared/labels.ts';
import { useTexts } from '../texts/language.tsx';
import { type FacetName, facetNames, type ListView } from './list-view.ts';

interface Props {
  view: ListView;
  facets: SearchAnswer['facets'] | undefined;
  onChange: (change: Partial<ListView>) => void;
}

/** The filters with their counts: beside the list on a wide screen, folded above it on a phone. */
export function Facets({ view, facets, onChange }: Props) {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  const chosen = facetNames.reduce((sum, name) => sum + view[name].length, 0);
  return (
    <aside className="facets" aria-label={texts.lists.filters}>
      <button
        type="button"
        className="facets-toggle"
        aria-expanded={open}
        aria-controls="facet-groups"
        onClick={() => setOpen(!open)}
      >
        {texts.lists.filters}
        {chosen > 0 ? texts.lists.chosen(chosen) : ''}
      </button>
      <div id="facet-groups" className={open ? 'facet-groups open' : 'facet-groups'}>
        {facetNames.map((name) => (
          <FacetGroup
            key={name}
            name={name}
            chosen={view[name]}
            counts={facets?.[name]}
            onChange={(values) => onChange({ [name]: values })}
          />
        ))}
        {chosen > 0 ? (
          <button
            type="button"
            className="text-button"
            onClick={() => onChange({ chain: [], region: [], trl: [] })}
          >
            {texts.lists.clearFilters}
          </button>
        ) : null}
      </div>
    </aside>
  );
}

const SHORT = 8;

interface GroupProps {
  name: FacetName;
  chosen: string[];
  counts: { value: string; count: number }[] | undefined;
  onChange: (values: string[]) => void;
}

function FacetGroup({ name, chosen, counts, onChange }: GroupProps) {
  const texts = useTexts();
  const labels = useLabels();
  const [all, setAll] = useState(false);
  const known = counts ?? [];
  // A chosen value stays in sight with 0, or nobody could take it back.
  const missing = chosen.filter((value) => !known.some((item) => item.value === value));
  const items = [...known, ...missing.map((value) => ({ value, count: 0 }))];
  // Levels read in their own order, everything else by how much there is.
  if (name === 'trl') items.sort((one, other) => Number(one.value) - Number(other.value));
  const shown = all ? items : items.filter((item, rank) => rank < SHORT || chosen.includes(item.value));
  if (counts && items.length === 0) return null;

  function toggle(value: string, on: boolean): void {
    onChange(on ? [...chosen, value] : chosen.filter((other) => other !== value));
  }

  return (
    <fieldset className="facet">
      <legend>{texts.fields[name]}</legend>
      {counts ? null : <div className="facet-waiting" />}
      {shown.map(({ value, count }) => (
        <Checkbox
          key={value}
          checked={chosen.includes(value)}
          onChange={(event) => toggle(value, event.target.checked)}
        >
          <span className="facet-label">{labels[name](value)}</span>
          <span className="facet-count">{count}</span>
        </Checkbox>
      ))}
      {items.length > SHORT ? (
        <button type="button" className="text-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? texts.lists.less : texts.lists.more(items.length - shown.length)}
        </button>
      ) : null}
    </fieldset>
  );
}
