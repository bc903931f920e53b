import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Session, sessionQuery } from '../api/service.ts';

/** Makes `enter` (sign-in or set-up) the way into a session: what the reader may see and do is asked anew. */
export function useSignIn<Body>(enter: (body: Body) => Promise<Session>, onDone: (session: Session) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: enter,
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [name] }) => name !== 'session' && name !== 'taxonomy' && name !== 'form',
      });
      onDone(session);
    },
  });
}
