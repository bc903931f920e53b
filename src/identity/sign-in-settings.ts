import type { Config } from '../config.ts';
import { createPasswordRules, readCommonPasswords } from './password-rules.ts';

type Given = Pick<
  Config,
  | 'SESSION_HOURS'
  | 'SESSION_IDLE_MINUTES'
  | 'SECOND_FACTOR'
  | 'PASSWORD_RULES'
  | 'HOST'
  | 'PORT'
  | 'PUBLIC_URL'
>;

/** How people sign in to this service, from its settings and the file of common passwords. */
export function readSignInSettings(config: Given, commonPasswords: string, isDemo: () => boolean) {
  const { SESSION_HOURS, SESSION_IDLE_MINUTES, SECOND_FACTOR, PASSWORD_RULES, HOST, PORT, PUBLIC_URL } =
    config;
  return {
    sessionHours: SESSION_HOURS,
    idleMinutes: SESSION_IDLE_MINUTES,
    passwordRules: createPasswordRules({
      preset: PASSWORD_RULES,
      common: readCommonPasswords(commonPasswords),
    }),
    isSecondFactorRequired: () => (SECOND_FACTOR ?? (isDemo() ? 'optional' : 'required')) === 'required',
    publicUrl: PUBLIC_URL ?? `http://${HOST}:${PORT}`,
  };
}
