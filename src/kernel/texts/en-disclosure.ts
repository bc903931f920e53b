import type { zhCNDisclosure } from './zh-cn-disclosure.ts';

/** The same sentences in English. */
export const enDisclosure: Record<keyof typeof zhCNDisclosure, string> = {
  'error.pledgeWording': 'The confidentiality pledge has a new wording. Please read it before you agree.',

  'field.target': 'This organisation does not exist or is not confirmed yet; please choose from the list.',

  'name.targets': 'Organisations that may see it',
  'name.fieldDisclosure': 'Disclosure of single fields',
  'name.maskWords': 'Words to mask',
  'name.wording': 'Wording of the pledge',
};
