import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError } from '../api/client.ts';
import { sessionQuery } from '../api/service.ts';
import { SignInAgain } from '../session/sign-in-again.tsx';
import { ErrorNotice } from './notices.tsx';

interface Props {
  error: unknown;
  /** Fields of the form, which show by themselves what is wrong with them. */
  shown: readonly string[];
}

/**
 * Why a form was refused; what belongs to none of its fields is said here. Where the session has ended meanwhile, one
 * can sign in over the form and send it again.
 */
export function FormError({ error, shown }: Props) {
  const details = error instanceof ApiError ? error.details : [];
  const queryClient = useQueryClient();
  // Also a wrong password is answered with 401, so only the session itself tells.
  const mayBeOver = error instanceof ApiError && error.status === 401;
  const isOver = useQuery({ ...sessionQuery, enabled: mayBeOver }).data === null;
  useEffect(() => {
    if (mayBeOver) void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }, [mayBeOver, queryClient]);
  const others = details.filter(({ field }) => !shown.includes(field.split('.').at(-1) ?? field));
  return (
    <>
      <ErrorNotice error={error} plain />
      {mayBeOver && isOver ? <SignInAgain /> : null}
      {others.length > 0 ? (
        <ul className="field-errors">
          {others.map(({ field, message }) => (
            <li key={field + message}>{message}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
