import { useTexts } from '../texts/language.tsx';
import { AmountField } from './amount-field.tsx';
import { ChainField, CooperationField, DayField, SelectField, TrlField } from './choice-fields.tsx';
import { DisclosureSection } from './disclosure-section.tsx';
import { type FormAccess, TextField } from './field.tsx';
import { IndicatorsField } from './indicators-field.tsx';
import { KeywordsField } from './keywords-field.tsx';
import { ContactSection, EnglishSection, RegionField, Section } from './shared-sections.tsx';
import type { DemandValues } from './values.ts';

const sources = ['企业申报', '专班征集', '部门推荐', '代录'] as const;

/** The demand's form, in the sections of the paper forms. */
export function DemandFields({ form }: { form: FormAccess<DemandValues> }) {
  const texts = useTexts();
  const { sections, hints } = texts.form;
  return (
    <>
      <Section title={sections.basics}>
        <TextField form={form} name="title" hint={hints.demandTitle} />
        <div className="pair-of-fields">
          <ChainField form={form} />
          <RegionField form={form} />
        </div>
        <KeywordsField form={form} />
      </Section>
      <Section title={sections.demandContent}>
        <TextField form={form} name="problem" long hint={hints.problem} />
        <TextField form={form} name="technology" long hint={hints.technology} />
        <IndicatorsField form={form} />
        <TextField form={form} name="goals" long hint={hints.goals} />
        <TrlField form={form} hint={hints.demandTrl} />
      </Section>
      <Section title={sections.terms}>
        <CooperationField form={form} />
        <AmountField
          name="reward"
          hint={hints.reward}
          value={form.values.reward}
          problem={form.problemOf('reward')}
          onChange={(amount) => form.set('reward', amount)}
        />
        <AmountField
          name="budget"
          hint={hints.budget}
          value={form.values.budget}
          problem={form.problemOf('budget')}
          onChange={(amount) => form.set('budget', amount)}
        />
        <div className="pair-of-fields">
          <DayField
            name="deadline"
            hint={hints.deadline}
            value={form.values.deadline}
            problem={form.problemOf('deadline')}
            onChange={(day) => form.set('deadline', day)}
          />
          <TextField form={form} name="completionMonths" hint={hints.completionMonths} inputMode="numeric" />
        </div>
        <TextField form={form} name="ipTerms" long />
        <TextField form={form} name="conditions" long hint={hints.conditions} />
        <SelectField
          name="source"
          value={form.values.source}
          options={sources.map((source) => ({ value: source, label: texts.sources[source] }))}
          problem={form.problemOf('source')}
          onChange={(source) => form.set('source', source as DemandValues['source'])}
        />
      </Section>
      <ContactSection form={form} />
      <DisclosureSection form={form} list="demands" />
      <EnglishSection form={form} />
    </>
  );
}
