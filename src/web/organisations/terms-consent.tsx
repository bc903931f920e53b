import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useId } from 'react';
import { termsQuery } from '../api/organisations.ts';
import { ErrorNotice, Waiting } from '../shared/notices.tsx';
import { useLanguage } from '../texts/language.tsx';

interface Props {
  /** The version that was agreed to; null before. */
  agreed: number | null;
  onChange: (version: number | null) => void;
  problem: string | undefined;
}

/** The notice on personal information in full, in the reader's language, and the consent to just this wording. */
export function TermsConsent({ agreed, onChange, problem }: Props) {
  const { language, texts } = useLanguage();
  const id = useId();
  const words = texts.organisations.terms;
  const terms = useQuery(termsQuery);
  if (terms.error) return <ErrorNotice error={terms.error} onRetry={() => void terms.refetch()} />;
  if (!terms.data) return <Waiting rows={3} />;
  const { version } = terms.data;
  const notice = terms.data[language];
  return (
    <section className="terms" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{notice.title}</h2>
      <p className="secondary small">{words.version(version)}</p>
      {notice.sections.map(({ heading, text }) => (
        <div key={heading}>
          <h3>{heading}</h3>
          <p className="prose">{text}</p>
        </div>
      ))}
      <Checkbox
        className="terms-agree"
        checked={agreed === version}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.checked ? version : null)}
      >
        {words.agree(version)}
      </Checkbox>
      <p id={`${id}-note`} className="field-error">
        {problem}
      </p>
    </section>
  );
}
