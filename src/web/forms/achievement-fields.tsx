import { useTexts } from '../texts/language.tsx';
import { AmountField } from './amount-field.tsx';
import { ChainField, CooperationField, DayField, TrlField } from './choice-fields.tsx';
import { DisclosureSection } from './disclosure-section.tsx';
import { type FormAccess, TextField } from './field.tsx';
import { IndicatorsField } from './indicators-field.tsx';
import { KeywordsField } from './keywords-field.tsx';
import { PatentsField } from './patents-field.tsx';
import { ContactSection, EnglishSection, RegionField, Section } from './shared-sections.tsx';
import type { AchievementValues } from './values.ts';

/** The achievement's form, in the sections of the paper forms. */
export function AchievementFields({ form }: { form: FormAccess<AchievementValues> }) {
  const texts = useTexts();
  const { sections, hints } = texts.form;
  return (
    <>
      <Section title={sections.basics}>
        <TextField form={form} name="title" hint={hints.achievementTitle} />
        <div className="pair-of-fields">
          <ChainField form={form} />
          <RegionField form={form} />
        </div>
        <TextField form={form} name="field" />
        <KeywordsField form={form} />
      </Section>
      <Section title={sections.achievementContent}>
        <TextField form={form} name="summary" long hint={hints.summary} />
        <TextField form={form} name="innovation" long />
        <IndicatorsField form={form} />
        <TrlField form={form} hint={hints.achievementTrl} />
        <TextField form={form} name="prospects" long />
        <TextField form={form} name="cases" long />
      </Section>
      <Section title={sections.rights}>
        <PatentsField form={form} />
        <TextField form={form} name="evaluation" hint={hints.evaluation} />
      </Section>
      <Section title={sections.terms}>
        <CooperationField form={form} />
        <AmountField
          name="price"
          value={form.values.price}
          problem={form.problemOf('price')}
          onChange={(amount) => form.set('price', amount)}
        />
        <DayField
          name="expiry"
          hint={hints.expiry}
          value={form.values.expiry}
          problem={form.problemOf('expiry')}
          onChange={(day) => form.set('expiry', day)}
        />
      </Section>
      <ContactSection form={form} />
      <DisclosureSection form={form} list="achievements" />
      <EnglishSection form={form} />
    </>
  );
}
