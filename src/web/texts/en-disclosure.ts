import type { zhCNDisclosure } from './zh-cn-disclosure.ts';

export const enDisclosure: typeof zhCNDisclosure = {
  maskedValue: 'Masked',
  maskedPlace: 'masked here',
  organisationMasked: (kind) => `Organisation masked (${kind})`,
  organisationHidden: 'Organisation shown after the pledge',
  maskedNotice: 'This entry is masked: organisation, contact and exact parameters are left out.',
  narrowedNotice: (fields) => `The organisation does not disclose: ${fields}.`,
  keptNotice:
    'This entry is open to chosen organisations only, and yours has pledged confidentiality. Do not pass it on; every reading is logged.',
  contactMasked: 'The contact is masked. The platform’s operators will pass a message on.',
  delegated: 'On behalf',
  delegatedFull: 'Handled by an operator on behalf',
  delegatedHint: 'With the organisation’s consent, an operator filled it in or submitted it.',
  stubTitle: {
    demands: 'Targeted demand (readable after a pledge)',
    achievements: 'Targeted achievement (readable after a pledge)',
  },
  stubIntro:
    'Its organisation shows this entry to chosen organisations only, and yours is one of them. Pledge confidentiality to read it; every reading is logged.',
  stubFact: 'After the pledge',
  pledge: {
    title: 'Confidentiality pledge',
    wording: (number) => `Wording ${number}`,
    agree: 'I have read the pledge and may promise this for my organisation.',
    organisation: 'Organisation that promises',
    inNameOf: (organisation) => `In the name of ${organisation}`,
    promise: 'My organisation pledges; show the entry',
    notYours:
      'The pledge must be made by an enterprise or researcher account of your organisation. Please tell these colleagues.',
    reload: 'Load again',
  },
  targeted: {
    tabs: 'Which entries',
    everything: 'All entries',
    mine: 'Addressed to us',
    intro:
      'Entries that name your organisation as a reader, and targeted entries of your own. Before the pledge only chain and closing day show.',
    own: 'Posted by us',
    empty: 'No entries are addressed to your organisation now',
    emptyHint: 'They appear here once an organisation names yours as a reader.',
    all: 'Show all entries',
  },
  form: {
    title: 'Disclosure',
    level: 'Who can see it',
    levels: {
      public: 'Everybody can read all of it, organisation and contact included.',
      masked:
        'Everybody can read it without organisation, contact and exact parameters; telephone numbers, e-mail addresses, company and brand names are masked in the text, too.',
      targeted:
        'Only the organisations you choose know that it exists; they read it after a confidentiality pledge.',
      internal:
        'Only your organisation and the platform’s operators can see it; operators help to find a partner.',
    },
    perFieldHint:
      'Single fields may differ from the choice above. Your organisation and operators always see everything.',
    contact: 'Name and telephone',
    open: 'Show',
    masked: 'Mask',
    byDefault: (choice) => `${choice} (default)`,
    alwaysMasked: 'always masked in a masked entry',
    maskWordsHint:
      'Brands, products, people, places. Wherever these words stand, ＊＊＊ is shown instead, and nobody else can find them.',
    maskWordsPlaceholder: 'Type and press Enter',
    maskWordsFull: 'Twenty are enough',
    maskWordsChosen: 'Words to mask',
    targetsHint:
      'They see the words “Targeted demand”, the chain and the closing day, but neither title nor text; once they pledge confidentiality for their organisation, they read all of it.',
    findTarget: 'Find an organisation',
    findTargetHint: 'Type part of its name and choose from the results below. Confirmed organisations only.',
    noTarget: 'No confirmed organisation found. Please try other words.',
    targetsChosen: 'Chosen organisations',
    targetsFull: 'Two hundred are enough',
    add: 'Add',
    nameUnknown: (id) => `Chosen organisation ${id}`,
  },
  preview: {
    open: 'See what others see',
    title: 'What others see',
    close: 'Close preview',
    unsaved: 'This is what was saved; unsaved changes are not in it.',
    public: 'Once published, everybody sees it like this.',
    masked:
      'Once published, everybody but your organisation and operators sees it like this. Tinted ＊＊＊ stands for what is masked; if something is left, add it to “Words to mask” or rewrite the text.',
    targeted:
      'Once published, the chosen organisations see it like this before the pledge and read all of it afterwards; nobody else knows that it exists.',
    internal: 'Only your organisation and operators can see it; nobody else knows that it exists.',
  },
};
