import type { ReactNode } from 'react';
import { useLabels } from '../shared/labels.ts';
import { useTexts } from '../texts/language.tsx';
import { type FormAccess, TextField } from './field.tsx';
import type { CommonValues } from './values.ts';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="form-section" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Free text with the known regions as suggestions: other places may be written. */
export function RegionField({ form }: { form: FormAccess<CommonValues> }) {
  const texts = useTexts();
  const labels = useLabels();
  return (
    <>
      <TextField form={form} name="region" hint={texts.form.regionHint} list="known-regions" />
      <datalist id="known-regions">
        {labels.options.regions.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
    </>
  );
}

export function ContactSection({ form }: { form: FormAccess<CommonValues> }) {
  const texts = useTexts();
  return (
    <Section title={texts.form.sections.contact}>
      <TextField form={form} name="contact" hint={texts.form.contactHint} />
    </Section>
  );
}

export function EnglishSection({ form }: { form: FormAccess<CommonValues> }) {
  const texts = useTexts();
  return (
    <Section title={texts.form.sections.english}>
      <p className="secondary">{texts.form.englishHint}</p>
      <TextField form={form} name="titleEn" lang="en" />
      <TextField form={form} name="summaryEn" lang="en" long />
    </Section>
  );
}
