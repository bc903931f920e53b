import { daysUntil } from '../shared/format.ts';
import { useTexts } from '../texts/language.tsx';

const SOON = 30;

/** A deadline or expiry with the days that are left, as they run out. */
export function ClosingDay({ day }: { day: string | null }) {
  const texts = useTexts();
  if (!day) return <>{texts.entry.noClosing}</>;
  const left = daysUntil(day, Date.now());
  return (
    <>
      <time dateTime={day}>{day}</time>
      {left <= SOON ? (
        <span className="days-left">{left < 0 ? texts.entry.closed : texts.entry.daysLeft(left)}</span>
      ) : null}
    </>
  );
}
