import type { zhCNOrganisations } from './zh-cn-organisations.ts';

/** The same sentences in English. */
export const enOrganisations: Record<keyof typeof zhCNOrganisations, string> = {
  'error.organisationFixed':
    'The organisation is confirmed. To correct its name, kind or credit code please ask the service desk; you may change the contact yourself.',
  'error.organisationPublished':
    'The organisation still has {count} published entries. Please withdraw or hand them over before closing it.',
  'error.lastAdmin': 'This is the last administrator. Please appoint another one first.',
  'error.lastMember':
    'This is the last member of “{organisation}”, which still has published entries. Please hand them over or withdraw them first.',
  'error.alreadyMember': 'This account is a member of the organisation already.',
  'error.accountState': 'This cannot be done while the account is “{state}”.',

  'field.creditCode':
    'The unified social credit code is not right. Please compare its 18 characters with the licence.',
  'field.creditCodeTaken':
    'This unified social credit code is registered already. Please ask a colleague there for an invitation link.',
  'field.consent': 'Please read and accept the current notice on personal information (version {version}).',
  'field.reviewNote': 'Please give a reason, so that the other side can put it right.',
  'field.auditApart': 'One account is never both auditor and administrator. Please use another account.',
  'field.alreadySignedIn':
    'You are signed in and would join with this account. Please sign out first to make a new one.',
  'field.accountNeeded': 'Please fill in the new account, or sign in with yours first.',
  'field.colleague': 'Please choose an active member of this organisation.',
  'field.otherColleague': 'Entries cannot be handed over to the same person.',
  'field.operator': 'Please choose an active operator.',
  'field.withinYear': '{name} must not be after {last} (one year at most).',

  'name.name': 'Name',
  'name.kind': 'Kind of organisation',
  'name.creditCode': 'Unified social credit code',
  'name.email': 'E-mail',
  'name.consent': 'Notice on personal information',
  'name.role': 'Role',
  'name.from': 'From',
  'name.accountId': 'Account',
  'name.givenBy': 'Consent given by',
  'name.form': 'Form of consent',
  'name.expiresOn': 'Valid until',

  'notice.registered':
    'We have your registration. Once an operator has confirmed the organisation you can post and see more; you may sign in now to follow it or to correct the contact.',
  'notice.joined': 'You are now a member of “{organisation}”.',
  'notice.accountMade': 'The account is made and is a member of “{organisation}”. Please sign in with it.',
  'notice.deleted':
    'Your account and personal information are deleted. The log that the law requires and decisions already taken keep only the account number {accountId}, without your name and contact.',

  'mail.invitationSubject': 'Invitation to join {organisation}',
  'mail.invitationText':
    '{inviter} invites you to join “{organisation}”. Please open this link before {until}; it works once:\n{link}\nIf you do not know who invites you, please ignore this message.',

  'terms.title': 'Notice on personal information',
  'terms.purposeTitle': 'Why',
  'terms.purpose':
    'To register technical demands and research achievements, bring them together and serve what follows, we need to know who acts for an organisation. We use your personal information for this purpose only.',
  'terms.fieldsTitle': 'What',
  'terms.fields':
    'Only what is needed: account name, name, e-mail, an irreversible digest of your password, your organisations and roles, times and network addresses of sign-in. We collect no sensitive personal information such as identity numbers or biometrics.',
  'terms.whereTitle': 'Where',
  'terms.where':
    'It stays on the servers of this service; the language model runs there, too. Nothing goes abroad, and nothing is decided automatically: an operator decides whether parties are introduced to each other.',
  'terms.whoTitle': 'Who sees it',
  'terms.who':
    'Members of your organisation and the operators in charge see your name. Others see only the contact that you put into open entries, by the disclosure level you chose.',
  'terms.periodTitle': 'How long',
  'terms.period':
    'As long as the account exists. The log of what was done is kept for at least six months as the Cybersecurity Law requires, and to prove how matters were handled; it holds only account numbers, times, network addresses and acts.',
  'terms.rightsTitle': 'Your rights',
  'terms.rights':
    'You may see, correct, export and delete your personal information under “My account” at any time, and withdraw your consent. After deletion the log and decisions already taken keep only the account number.',
};
