import { AppError } from '../../src/kernel/errors.ts';

/** The AppError that `work` throws; any other outcome fails the test. */
export function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/** The AppError that a promise ends with; any other outcome fails the test. */
export async function asyncRefusal(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await promise.then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome;
  throw outcome;
}
