import { useMutation, useQueryClient } from '@tanstack/react-query';
import { INDEX_STATUS, sessionQuery } from '../api/service.ts';

/** Work on the indexes that a button starts. The button rests only when the page shows what came of it. */
export function useIndexWork<Answer, Input = void>(
  work: (input: Input) => Promise<Answer>,
  onDone?: (answer: Answer) => void,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: async (answer) => {
      await queryClient.invalidateQueries({ queryKey: INDEX_STATUS });
      onDone?.(answer);
    },
    // Somebody else may have been faster, or the session may have ended; then the page should know.
    onError: () => {
      void queryClient.invalidateQueries({ queryKey: INDEX_STATUS });
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}
