import { Button, Radio } from 'antd';
import type { List } from '../api/entry-types.ts';
import { useTexts } from '../texts/language.tsx';
import { FieldFrame, type FormAccess, fieldId } from './field.tsx';
import { FieldChoicesField } from './field-choices-field.tsx';
import { maskWordLimits } from './keywords.ts';
import { Section } from './shared-sections.tsx';
import { TagsField } from './tags-field.tsx';
import { TargetsField } from './targets-field.tsx';
import type { CommonValues } from './values.ts';

const levels = ['public', 'masked', 'targeted', 'internal'] as const;

interface Props {
  form: FormAccess<CommonValues>;
  list: List;
}

/** 公开方式: who gets how much of the entry, and a look at it with their eyes. */
export function DisclosureSection({ form, list }: Props) {
  const texts = useTexts();
  const words = texts.disclosure.form;
  const { disclosure: level } = form.values;
  return (
    <Section title={words.title}>
      <LevelField form={form} />
      {level === 'public' || level === 'masked' ? <FieldChoicesField form={form} list={list} /> : null}
      {level === 'masked' ? <MaskWordsField form={form} /> : null}
      {level === 'targeted' ? <TargetsField form={form} /> : null}
      <Button onClick={form.preview}>{texts.disclosure.preview.open}</Button>
    </Section>
  );
}

function LevelField({ form }: { form: FormAccess<CommonValues> }) {
  const texts = useTexts();
  return (
    <FieldFrame
      name="disclosure"
      label={texts.disclosure.form.level}
      problem={form.problemOf('disclosure')}
      group
    >
      <Radio.Group
        className="levels"
        name="disclosure"
        value={form.values.disclosure}
        onChange={(event) => form.set('disclosure', event.target.value as CommonValues['disclosure'])}
      >
        {levels.map((level) => (
          <div key={level}>
            <Radio value={level} aria-describedby={`${fieldId('disclosure')}-${level}`}>
              <span className="strong">{texts.disclosures[level]}</span>
            </Radio>
            <p id={`${fieldId('disclosure')}-${level}`} className="level-sentence">
              {texts.disclosure.form.levels[level]}
            </p>
          </div>
        ))}
      </Radio.Group>
    </FieldFrame>
  );
}

function MaskWordsField({ form }: { form: FormAccess<CommonValues> }) {
  const words = useTexts().disclosure.form;
  const { maskWords } = form.values;
  const each = maskWords.map((_, index) => form.problemOf(`maskWords.${index}`));
  return (
    <TagsField
      name="maskWords"
      words={maskWords}
      limits={maskWordLimits}
      hint={words.maskWordsHint}
      placeholder={words.maskWordsPlaceholder}
      full={words.maskWordsFull}
      chosen={words.maskWordsChosen}
      problem={form.problemOf('maskWords') ?? each.find((problem) => problem !== undefined)}
      onChange={(next) => form.set('maskWords', next)}
    />
  );
}
