import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useNavigate } from 'react-router';
import { sessionQuery, signOut } from '../api/service.ts';
import { dropAllCopies } from '../forms/local-copy.ts';
import { errorWords } from '../shared/notices.tsx';
import { useTexts } from '../texts/language.tsx';

/** Ends the session and forgets everything that only this account may see, local copies of its drafts included. */
export function useSignOut(): { signOut: () => void; leaving: boolean } {
  const texts = useTexts();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const ending = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await navigate('/demands');
      dropAllCopies();
      queryClient.setQueryData(sessionQuery.queryKey, null);
      queryClient.removeQueries({ predicate: (query) => !isShared(query.queryKey[0]) });
      await queryClient.refetchQueries({ predicate: (query) => query.queryKey[0] === 'search' });
    },
    onError: (error) => message.error(errorWords(error, texts)),
  });
  return { signOut: () => ending.mutate(), leaving: ending.isPending };
}

function isShared(name: unknown): boolean {
  return name === 'session' || name === 'taxonomy' || name === 'search';
}
