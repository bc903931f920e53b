import { enAudit } from './en-audit.ts';
import { enDisclosure } from './en-disclosure.ts';
import { enHttp } from './en-http.ts';
import { enIntroductions } from './en-introductions.ts';
import { enOrganisations } from './en-organisations.ts';
import { enReview } from './en-review.ts';
import { enScores } from './en-scores.ts';
import { enSignIn } from './en-sign-in.ts';
import type { zhCN } from './zh-cn.ts';

/** The same sentences in English. */
export const en: Record<keyof typeof zhCN, string> = {
  ...enAudit,
  ...enDisclosure,
  ...enReview,
  ...enIntroductions,
  ...enScores,
  ...enHttp,
  ...enOrganisations,
  ...enSignIn,

  'error.invalid': 'Some of the input is not right. Please correct it as shown; nothing you entered is lost.',
  'error.body': 'The request is not valid JSON. Please check it and try again.',
  'error.unauthenticated': 'Please sign in first.',
  'error.signIn': 'The account or the password is not correct.',
  'error.signInBusy': 'Many people are signing in just now. Please try again in a moment.',
  'error.insecure': 'To protect your password, please sign in over https.',
  'error.forbidden': 'You are not allowed to do this.',
  'error.crossSite': 'This request came from another website and was refused.',
  'error.not_found': 'We could not find this. It may have been withdrawn, or it is not open to you.',
  'error.conflict':
    'Somebody else has changed this; your change did not overwrite theirs. Please look at the latest version.',
  'error.move': 'This cannot be done in the present state “{from}”.',
  'error.unavailable': 'The service is unavailable for the moment. Please try again later.',
  'error.internal':
    'Something unexpected went wrong; your content is safe. Please try again, or give the help desk the number {requestId}.',
  'error.precondition_required': 'Please say which version the change is based on (If-Match or version).',
  'error.precondition_failed':
    'There is a newer version ({currentVersion}); your change did not overwrite it. Please look at it first.',
  'error.too_large': 'The request is too large; at most {limit}.',
  'error.rate_limited': 'Too many requests. Please try again in {after}.',
  'error.method': 'This address does not take that method or format.',
  'error.setupToken': 'This link is not valid or was used already. Restart the service for a new one.',
  'error.noVectors':
    'The language model is unavailable for the moment; these results are ranked by keywords only.',
  'error.vectorsPending':
    'Some entries are still being analysed and ranked by keywords for now; refresh in a moment for the full result.',
  'error.engineUnavailable':
    'The search server cannot be reached ({reason}). The embedded index answers meanwhile; the server catches up by itself once it is back.',
  'error.enginePending':
    'The embedded index chose the candidates for now, so some may be missing. Please reload once the search server is back.',
  'error.noEngine': 'Only the embedded index is in use; there is no search server to rebuild.',
  'error.rebuildRunning': 'A rebuild is running. Please wait for its end or cancel it first.',
  'error.modelMissing':
    'The model file {file} is missing. Put the model back into {folder}; no restart is needed.',
  'error.modelBroken':
    'The model cannot be loaded (a file may be incomplete). Copy it into {folder} again; no restart is needed.',
  'error.modelDimensions':
    'The model gives vectors of length {found}, but EMBEDDING_DIMENSIONS is {expected}. Please correct the setting.',
  'error.dataFolderLocked':
    'The data folder {folder} is in use by another process. One process per data folder: stop the other one or set DATA_DIR.',
  'error.dataFolderReadOnly':
    'The data folder {folder} is not writable. Check its permissions or set DATA_DIR.',
  'error.databaseNewer':
    'The database (version {found}) is newer than this program knows (version {known}). Nothing was changed; use the newer program.',
  'error.migration': 'The database upgrade {name} failed its checks ({reason}) and was undone completely.',
  'error.backup':
    'The backup {file} before the upgrade failed ({reason}); the database was not changed. Check disk space and permissions.',
  'error.databaseDamaged':
    'The database file {file} cannot be read ({reason}). Nothing was changed; please restore a backup.',
  'error.demoLoopback':
    'Demo mode runs on a loopback address only (HOST=127.0.0.1). To serve others use MODE=production.',
  'error.modeMismatch':
    'This data folder was made in mode {stored} and cannot be opened in mode {asked}. Set another DATA_DIR.',
  'error.importRow': 'Row {row}: {reason}',

  'field.required': '{name} is required.',
  'field.tooLong': '{name} is too long: at most {max} characters.',
  'field.tooShort': '{name} is too short: at least {min} characters.',
  'field.tooMany': '{name}: at most {max} items.',
  'field.tooFew': '{name}: at least {min} items.',
  'field.tooBig': '{name} must not be more than {max}.',
  'field.tooSmall': '{name} must not be less than {min}.',
  'field.type': '{name} has the wrong form.',
  'field.unknown': 'Unknown field “{key}”.',
  'field.option': '{name} is not one of the choices.',
  'field.unclean': '{name} contains characters that cannot be stored (control characters or half an emoji).',
  'field.day': '{name} must be a real date written YYYY-MM-DD.',
  'field.dayPast': '{name} must not be before today ({today}).',
  'field.indicatorValues': 'A range needs two values, every other indicator one.',
  'field.indicatorRange': 'The lower end of the range is above the upper end.',
  'field.amount':
    '{name}: give a number above 0 in 10,000 yuan, or negotiable, or undetermined; only one of them.',
  'field.taxonomy': '{name} “{value}” is not one of the choices; please choose from the list.',
  'field.cursor': 'The page reference is not valid; please start from the first page.',
  'field.stateSecrets': 'Please read and confirm: the content holds no state secrets.',
  'field.note': 'Please give a reason, so that the other side can improve the entry.',
  'field.organisation': 'Please choose the organisation you act for.',
  'field.account': 'This account name is taken.',

  'name.title': 'Title',
  'name.chain': 'Industry chain',
  'name.keywords': 'Keywords',
  'name.problem': 'Main problem',
  'name.technology': 'Key technology',
  'name.goals': 'Expected goals',
  'name.indicators': 'Indicators',
  'name.cooperation': 'Form of cooperation',
  'name.budget': 'Budget',
  'name.reward': 'Reward',
  'name.price': 'Price',
  'name.deadline': 'Deadline',
  'name.completionMonths': 'Time to complete (months)',
  'name.trl': 'Readiness level',
  'name.ipTerms': 'IP terms',
  'name.conditions': 'Conditions for claimers',
  'name.region': 'Region',
  'name.source': 'Source',
  'name.contact': 'Contact',
  'name.disclosure': 'Disclosure',
  'name.titleEn': 'English title',
  'name.summaryEn': 'English summary',
  'name.field': 'Technical field',
  'name.summary': 'Summary',
  'name.innovation': 'Innovation',
  'name.prospects': 'Prospects',
  'name.cases': 'Cases',
  'name.patents': 'Patents',
  'name.evaluation': 'Evaluation',
  'name.expiry': 'Valid until',
  'name.note': 'Reason',
  'name.confirmations': 'Confirmations',
  'name.account': 'Account',
  'name.password': 'Password',
  'name.displayName': 'Name',
  'name.organisation': 'Organisation',
  'name.q': 'Search text',
  'name.state': 'State',
  'name.to': 'New state',
  'name.limit': 'Page size',
  'name.list': 'List',
  'name.version': 'Version',
};
