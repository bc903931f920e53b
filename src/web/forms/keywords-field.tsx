import { useTexts } from '../texts/language.tsx';
import type { FormAccess } from './field.tsx';
import { keywordLimits } from './keywords.ts';
import { TagsField } from './tags-field.tsx';
import type { CommonValues } from './values.ts';

export function KeywordsField({ form }: { form: FormAccess<CommonValues> }) {
  const texts = useTexts();
  return (
    <TagsField
      name="keywords"
      words={form.values.keywords}
      limits={keywordLimits}
      hint={texts.form.keywordsHint}
      placeholder={texts.form.keywordsPlaceholder}
      full={texts.form.keywordsFull}
      chosen={texts.form.keywordsChosen}
      problem={form.problemOf('keywords')}
      onChange={(words) => form.set('keywords', words)}
    />
  );
}
