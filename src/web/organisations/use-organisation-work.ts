import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ACCOUNTS } from '../api/members.ts';
import { ORGANISATIONS } from '../api/organisations.ts';
import { sessionQuery } from '../api/service.ts';

/** Work on organisations and their people that a button starts; done only when the page shows what came of it. */
export function useOrganisationWork<Answer, Input = void>(
  work: (input: Input) => Promise<Answer>,
  onDone?: (answer: Answer) => void,
) {
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ORGANISATIONS }),
      queryClient.invalidateQueries({ queryKey: ACCOUNTS }),
      queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    ]);
  return useMutation({
    mutationFn: work,
    onSuccess: async (answer) => {
      await refresh();
      onDone?.(answer);
    },
    // Somebody else may have been faster, or the session may have ended; then the page should know.
    onError: () => void refresh(),
  });
}
