import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Demand } from '../../api/contracts/entries.ts';
import { clinicQuery } from '../api/clinic.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';
import { ClarityReport } from './clarity-report.tsx';
import { ObstacleReport } from './obstacle-report.tsx';

/** 需求体检: for whoever keeps a demand, and for operators. */
export function ClinicSection({ demand }: { demand: Demand }) {
  const words = useTexts().clinic;
  // After a change the old answer stays until the new one is there, so that nothing jumps under the hand.
  const clinic = useQuery({ ...clinicQuery(demand.id, demand.version), placeholderData: keepPreviousData });
  return (
    <section className="entry-section clinic" aria-labelledby="clinic-heading">
      <h2 id="clinic-heading">{words.title}</h2>
      {clinic.error ? <ErrorNotice error={clinic.error} onRetry={() => void clinic.refetch()} /> : null}
      {clinic.isPending ? <Waiting rows={3} /> : null}
      {clinic.data ? (
        <>
          <ClarityReport demand={demand} clinic={clinic.data} />
          {clinic.data.obstacles ? (
            <ObstacleReport demand={demand} obstacles={clinic.data.obstacles} can={clinic.data.can} />
          ) : null}
          <p className="secondary small">{words.caution}</p>
        </>
      ) : null}
    </section>
  );
}
