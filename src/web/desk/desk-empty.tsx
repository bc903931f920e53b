import { Button } from 'antd';
import { Link } from 'react-router';
import { EmptyNotice } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { changeDeskView, type DeskView, isNarrowed } from './desk-view.ts';

interface Props {
  view: DeskView;
  onChange: (change: Partial<DeskView>) => void;
}

/** Why nothing is in the queue, and where to go on. */
export function DeskEmpty({ view, onChange }: Props) {
  const texts = useTexts();
  const words = texts.desk;
  if (isNarrowed(view)) {
    return (
      <EmptyNotice title={words.emptyNarrowed}>
        <Button onClick={() => onChange({ chain: '', band: '', flagged: false, entry: '' })}>
          {texts.lists.clearFilters}
        </Button>
      </EmptyNotice>
    );
  }
  const next = view.state === 'suggested' ? 'deferred' : 'suggested';
  return (
    <EmptyNotice title={words.empty[view.state]}>
      <p>{view.state === 'suggested' ? words.emptyHints.suggested : words.emptyHints.other}</p>
      <p className="links">
        <Link to={`/desk?${changeDeskView(view, { state: next })}`}>{words.states[next]}</Link>
      </p>
    </EmptyNotice>
  );
}
