import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SCORE_MODELS } from '../api/score-models.ts';
import { sessionQuery } from '../api/service.ts';

/** Work on models that a button starts. The button rests only when the page shows what came of it. */
export function useModelWork<Input = void>(work: (input: Input) => Promise<unknown>, onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: SCORE_MODELS });
      onDone();
    },
    // Somebody else may have been faster, or the session may have ended; then the page should know.
    onError: () => {
      void queryClient.invalidateQueries({ queryKey: SCORE_MODELS });
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}
