import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ACCOUNT } from '../api/account.ts';
import { sessionQuery } from '../api/service.ts';

/** Does something to one's own account; what is known of it, and what it may do, is read anew afterwards. */
export function useAccountWork<Input, Answer>(
  work: (input: Input) => Promise<Answer>,
  onDone: (answer: Answer) => void,
  onRefused: (error: unknown) => void = () => undefined,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: (answer) => {
      void queryClient.invalidateQueries({ queryKey: ACCOUNT });
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      onDone(answer);
    },
    onError: onRefused,
  });
}
