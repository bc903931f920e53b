import type { KnownAccount } from '../api/organisation-types.ts';
import type { Shape } from '../shared/shapes.ts';
import { ShapedWord } from '../shared/state-badge.tsx';
import { useTexts } from '../texts/language.tsx';

const shapes: Record<KnownAccount['state'], Shape> = { active: 'full', deactivated: 'bar', deleted: 'cross' };

export function AccountState({ state }: { state: KnownAccount['state'] }) {
  const texts = useTexts();
  return <ShapedWord shape={shapes[state]}>{texts.members.accountStates[state]}</ShapedWord>;
}
