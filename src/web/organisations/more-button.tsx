import { Button } from 'antd';
import { useTexts } from '../texts/language.tsx';

interface Props {
  shown: number;
  total: number;
  loading: boolean;
  onMore: () => void;
}

/** Below a list that is not shown to its end: how much of it is, and more of it. */
export function MoreButton({ shown, total, loading, onMore }: Props) {
  const words = useTexts().members;
  if (shown >= total) return null;
  return (
    <p className="more">
      <Button loading={loading} onClick={onMore}>
        {words.more}
      </Button>
      <span className="secondary small">{words.remaining(shown, total)}</span>
    </p>
  );
}
