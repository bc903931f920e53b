import type { Organisation, Role } from '../api/organisation-types.ts';
import { Fact } from '../shared/fact.tsx';
import { formatInstant } from '../shared/format.ts';
import { useTexts } from '../texts/language.tsx';

interface Props {
  organisation: Organisation;
  /** What the reader is in it; empty for those who only look after it. */
  roles: readonly Role[];
}

export function OrganisationFacts({ organisation, roles }: Props) {
  const texts = useTexts();
  const words = texts.organisations;
  const { kind, creditCode, contact, createdAt } = organisation;
  return (
    <dl className="facts">
      <Fact name={words.fields.kind}>{words.kinds[kind]}</Fact>
      <Fact name={words.fields.creditCode}>{creditCode ?? words.review.notGiven}</Fact>
      <Fact name={words.fields.contact}>{contact || words.review.notGiven}</Fact>
      <Fact name={words.fields.registeredAt}>
        <time dateTime={createdAt}>{formatInstant(createdAt)}</time>
      </Fact>
      {roles.length > 0 ? (
        <Fact name={words.fields.yourRoles}>
          {roles.map((role) => words.roles[role]).join(texts.listMark)}
        </Fact>
      ) : null}
    </dl>
  );
}
