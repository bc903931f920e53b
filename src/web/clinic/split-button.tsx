import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Demand } from '../../api/contracts/entries.ts';
import type { Clinic } from '../api/clinic.ts';
import { createEntry } from '../api/entries.ts';
import { useTexts } from '../texts/language.tsx';
import { splitInto } from './copies.ts';
import { WorkButton } from './work-button.tsx';

interface Props {
  demand: Demand;
  parts: Clinic['clarity']['parts'];
}

/** One click makes a draft of each task; the demand itself stays as it is until its author withdraws it. */
export function SplitButton({ demand, parts }: Props) {
  const words = useTexts().clinic;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  // Where one could not be made, trying again goes on with it and makes none twice.
  const made = useRef(0);
  const splitting = useMutation({
    mutationFn: async () => {
      for (const body of splitInto(demand, parts).slice(made.current)) {
        await createEntry('demands', body);
        made.current += 1;
      }
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['page'] });
      message.success(words.split(parts.length));
      void navigate('/mine?list=demands&state=draft');
    },
  });
  return <WorkButton work={splitting}>{words.doSplit(parts.length)}</WorkButton>;
}
