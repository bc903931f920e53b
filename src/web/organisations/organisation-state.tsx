import type { OrganisationState as State } from '../api/organisation-types.ts';
import type { Shape } from '../shared/shapes.ts';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';

const shapes: Record<State, Shape> = { pending: 'half', confirmed: 'full', refused: 'back', closed: 'bar' };

export function OrganisationState({ state }: { state: State }) {
  const texts = useTexts();
  return <ShapedWord shape={shapes[state]}>{texts.organisations.states[state]}</ShapedWord>;
}
