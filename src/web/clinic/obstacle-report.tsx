import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Demand } from '../../api/contracts/entries.ts';
import type { Clinic, Obstacle } from '../api/clinic.ts';
import { changeEntry, createEntry } from '../api/entries.ts';
import type { EntryPatch } from '../api/entry-types.ts';
import { formatDay } from '../shared/format.ts';
import { useLabels } from '../shared/labels.ts';
import { useTexts } from '../texts/language.tsx';
import { copyOf, extendedDeadline } from './copies.ts';
import { WorkButton } from './work-button.tsx';

interface Props {
  demand: Demand;
  obstacles: NonNullable<Clinic['obstacles']>;
  can: Clinic['can'];
}

/** Which single requirement keeps most achievements away, each with the one click that would let them in. */
export function ObstacleReport({ demand, obstacles, can }: Props) {
  const words = useTexts().clinic;
  const { candidates, items } = obstacles;
  const mayEdit = can.includes('edit');
  const heading = useRef<HTMLHeadingElement>(null);
  const isChanged = useRef(false);
  // The button that was pressed may be gone with its obstacle; the keyboard stays in this section.
  useEffect(() => {
    if (isChanged.current && items && document.activeElement === document.body) heading.current?.focus();
  }, [items]);
  function onChanged(): void {
    isChanged.current = true;
  }
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {words.obstaclesTitle}
      </h3>
      <p>
        {candidates === 0
          ? words.noCandidates
          : items.length === 0
            ? words.noObstacle(candidates)
            : words.obstacles(candidates)}
      </p>
      <ul className="obstacles">
        {items.map((item) => (
          <li key={`${item.requirement}-${item.metric}`}>
            <ObstacleLine item={item} demand={demand} />
            {mayEdit && item.relax ? (
              <ChangeButton onChanged={onChanged} demand={demand} patch={item.relax as Partial<EntryPatch>}>
                {words.relax[item.requirement]}
              </ChangeButton>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="actions">
        {mayEdit ? (
          <ChangeButton
            onChanged={onChanged}
            demand={demand}
            patch={{ deadline: extendedDeadline(demand.deadline, formatDay(Date.now())) }}
          >
            {words.extend}
          </ChangeButton>
        ) : null}
        {can.includes('repost') ? <RepostButton demand={demand} /> : null}
      </div>
    </>
  );
}

function ObstacleLine({ item, demand }: { item: Obstacle; demand: Demand }) {
  const words = useTexts().clinic;
  const labels = useLabels();
  const { requirement, metric, excluded, alone, relax } = item;
  const relaxed = relax?.trl == null ? '' : words.relaxTo(labels.trl(demand.trl), labels.trl(relax.trl));
  return (
    <span>
      <span className="strong">{metric || words.requirements[requirement]}</span>{' '}
      {words.excludes(excluded, alone)}
      {relaxed}
    </span>
  );
}

interface ChangeProps {
  demand: Demand;
  patch: Partial<EntryPatch>;
  onChanged: () => void;
  children: string;
}

/** Changes the form at once, on the version that is shown. */
function ChangeButton({ demand, patch, onChanged, children }: ChangeProps) {
  const words = useTexts().clinic;
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const changing = useMutation({
    mutationFn: () => changeEntry('demands', demand.id, { ...patch, version: demand.version } as EntryPatch),
    onSuccess: (changed) => {
      queryClient.setQueryData(['entry', 'demands', demand.id], changed);
      void queryClient.invalidateQueries({ queryKey: ['matches'] });
      message.success(words.changed);
      onChanged();
    },
  });
  return <WorkButton work={changing}>{children}</WorkButton>;
}

/** A new draft like the one that nobody claimed; it goes through the gate again. */
function RepostButton({ demand }: { demand: Demand }) {
  const words = useTexts().clinic;
  const navigate = useNavigate();
  const posting = useMutation({
    mutationFn: () => createEntry('demands', copyOf(demand)),
    onSuccess: ({ id }) => void navigate(`/demands/${id}/edit`),
  });
  return (
    <WorkButton primary work={posting}>
      {words.repost}
    </WorkButton>
  );
}
