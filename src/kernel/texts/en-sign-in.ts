import type { zhCNSignIn } from './zh-cn-sign-in.ts';

/** The same sentences in English. */
export const enSignIn: Record<keyof typeof zhCNSignIn, string> = {
  'error.signInLocked':
    'There were too many failed sign-ins. To protect the account, please try again in {after}.',
  'error.secondFactor':
    'Please enter the 6-digit code your authenticator app shows, or one of your recovery codes.',
  'error.signInCode':
    'That code is not right or was used already. Please wait for the next one and try again.',
  'error.secondFactorOn': 'Your second factor is on already. To replace it, please turn it off first.',
  'error.secondFactorOff': 'You have no second factor yet. Please set it up first.',
  'error.passwordExpired': 'Your password is due to be changed. Please choose a new one first.',
  'error.resetLink': 'This link is not valid, was used already or has run out. Please ask for a new one.',
  'error.token': 'The access token is not valid, was revoked or has run out.',
  'error.tokenLimit':
    'An account can have at most {max} valid access tokens. Please revoke one you do not use.',

  'field.passwordCommon': 'Many people use this password, so it is easily guessed. Please choose another.',
  'field.passwordContext': '{name} must not contain your account, your name or the name of this service.',
  'field.passwordKinds':
    '{name} must contain at least three of: capital letters, small letters, digits, other characters.',
  'field.passwordSame': 'The new password must differ from the current one.',
  'field.passwordIncorrect': '{name} is not right.',
  'field.passwordConfirm': 'A new e-mail address needs your password. Please enter it.',
  'field.code': 'That code is not right or was used already. Please wait for the next one and try again.',

  'name.current': 'Current password',
  'name.next': 'New password',
  'name.code': 'Code',
  'name.scopes': 'Scopes',
  'name.expiresInDays': 'Days of validity',
  'name.token': 'Link',

  'mail.securitySubject': 'A change to your account',
  'mail.securityText':
    'Hello,\n\nthe account {account}: {what}.\nWhen: {time} (Beijing time). From the address: {address}.\n\nIf it was you, there is nothing to do. If it was not, please set a new password at once and tell the administrators of the service.',
  'mail.passwordChanged': 'its password was changed',
  'mail.passwordReset': 'its password was set anew through a link in a mail',
  'mail.secondFactorOn': 'its second factor was turned on',
  'mail.secondFactorOff': 'its second factor was turned off',
  'mail.recoveryCodes': 'it was given new recovery codes, and the old ones are void',
  'mail.emailChanged': 'its e-mail address was changed, and later mails go to the new one',

  'mail.resetSubject': 'Set a new password',
  'mail.resetText':
    'Hello,\n\nsomebody asked to set a new password for the account {account}. Please open this link within {minutes} minutes; it works once:\n\n{link}\n\nIf it was not you, please ignore this mail: your password stays as it is.',
};
