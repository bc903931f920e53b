import type { OrganisationKind } from '../api/organisation-types.ts';
import { ChoiceField, TextField } from '../shared/fields.tsx';
import type { FieldAccess } from '../shared/use-fields.ts';
import { useTexts } from '../texts/language.tsx';
import { creditCodeProblem } from './credit-code-problem.ts';

export const organisationFields = ['name', 'kind', 'creditCode', 'contact'] as const;
export type OrganisationField = (typeof organisationFields)[number];

/** Authorities are set up by the service and do not register. */
const registering: readonly OrganisationKind[] = [
  'enterprise',
  'university',
  'institute',
  'medical',
  'broker',
];

interface Props {
  fields: FieldAccess<OrganisationField>;
  /** Those that may be changed; all where somebody registers. */
  open?: readonly OrganisationField[];
  /** Those of them that may be left empty. */
  optional?: readonly OrganisationField[];
}

export function OrganisationFields({ fields, open = organisationFields, optional = [] }: Props) {
  const texts = useTexts();
  const words = texts.organisations;
  const code = creditCodeProblem(fields.values.creditCode);
  const codeHint =
    code === null
      ? words.hints.creditCode
      : code.kind === 'letters'
        ? words.codeProblems.letters(code.letters)
        : words.codeProblems.length(code.typed);
  return (
    <>
      {open.includes('name') ? (
        <TextField
          fields={fields}
          name="name"
          label={words.fields.name}
          hint={words.hints.name}
          autoComplete="organization"
          maxLength={120}
        />
      ) : null}
      {open.includes('kind') ? (
        <ChoiceField
          fields={fields}
          name="kind"
          label={words.fields.kind}
          none={words.choose}
          options={registering.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
        />
      ) : null}
      {open.includes('creditCode') ? (
        <TextField
          fields={fields}
          name="creditCode"
          label={words.fields.creditCode}
          hint={codeHint}
          optional={optional.includes('creditCode')}
          maxLength={40}
        />
      ) : null}
      {open.includes('contact') ? (
        <TextField
          fields={fields}
          name="contact"
          label={words.fields.contact}
          hint={words.hints.contact}
          maxLength={200}
          optional={optional.includes('contact')}
        />
      ) : null}
    </>
  );
}
