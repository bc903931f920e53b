import { ApiError } from '../api/client.ts';
import { ErrorNotice } from './notices.tsx';

interface Props {
  error: unknown;
  /** Fields of the form, which show by themselves what is wrong with them. */
  shown: readonly string[];
}

/** Why a form was refused; what belongs to none of its fields is said here. */
export function FormError({ error, shown }: Props) {
  const details = error instanceof ApiError ? error.details : [];
  const others = details.filter(({ field }) => !shown.includes(field.split('.').at(-1) ?? field));
  return (
    <>
      <ErrorNotice error={error} plain />
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
