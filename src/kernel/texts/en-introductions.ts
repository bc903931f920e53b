import type { zhCNIntroductions } from './zh-cn-introductions.ts';

/** The same sentences in English. */
export const enIntroductions: Record<keyof typeof zhCNIntroductions, string> = {
  'error.introduceState':
    'Only an accepted match that was not sent yet can be sent to both parties. Please reload it and look again.',
  'error.introductionClosed':
    'The demand or the achievement is not on its list any more, so this introduction cannot go on.',
  'error.introductionStep':
    'This introduction cannot be answered like that at the moment; somebody may have answered first. Please reload it and look again.',

  'field.introductionReasons': 'Please choose at least one reason, so that the other party understands.',
  'field.introductionReasonsUnasked': 'Reasons are only asked for when you decline or end an introduction.',
  'field.side': 'You speak for both parties. Please say for which one you answer.',

  'name.side': 'Party',
  'name.answer': 'Answer',
  'name.noteTo': 'Whom the note is for',
  'name.year': 'Year',

  'mail.introductionSubject': 'A new introduction for you',
  'mail.introductionText':
    'The bureau suggests an introduction that may fit. Please sign in to read both texts and why they may fit, and say whether you are interested:\n{link}\nTo protect what was written, this mail holds none of it.',
  'mail.contactsSubject': 'Both parties are interested: contacts are exchanged',
  'mail.contactsText':
    'Both parties answered that they are interested. Please sign in to find the contact of the other one and to record how talks go:\n{link}',
};
