import { useQuery } from '@tanstack/react-query';
import type { Taxonomy } from '../../api/contracts/taxonomies.ts';
import { taxonomyQuery } from '../api/service.ts';
import { useLanguage } from '../texts/language.tsx';

export interface Option {
  value: string;
  label: string;
}

export interface Labels {
  chain: (code: string | null) => string;
  region: (code: string) => string;
  cooperation: (code: string) => string;
  trl: (level: string | number | null) => string;
  options: Record<'chains' | 'regions' | 'cooperation' | 'trl', Option[]>;
}

/** The words of the controlled vocabularies in the chosen language. An unknown code is shown as it is. */
export function useLabels(): Labels {
  const { language } = useLanguage();
  const chains = useQuery(taxonomyQuery('chains')).data;
  const regions = useQuery(taxonomyQuery('regions')).data;
  const cooperation = useQuery(taxonomyQuery('cooperation')).data;
  const trl = useQuery(taxonomyQuery('trl')).data;

  const optionsOf = (taxonomy: Taxonomy | undefined): Option[] =>
    taxonomy?.items.map((item) => ({ value: item.code, label: item[language] })) ?? [];
  const options = {
    chains: optionsOf(chains),
    regions: optionsOf(regions),
    cooperation: optionsOf(cooperation),
    trl: optionsOf(trl),
  };
  const find = (list: Option[], code: string) => list.find((option) => option.value === code)?.label ?? code;
  return {
    // A chain code is no word for a reader, so nothing is shown until the vocabulary is there.
    chain: (code) => (code && chains ? find(options.chains, code) : ''),
    region: (code) => find(options.regions, code),
    cooperation: (code) => find(options.cooperation, code),
    trl: (level) => (level === null ? '' : find(options.trl, String(level))),
    options,
  };
}
