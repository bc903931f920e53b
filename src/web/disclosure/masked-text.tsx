import { useTexts } from '../texts/language.tsx';
import { maskedPieces } from './masked-pieces.ts';

/** A text in which the places that were masked for the reader are seen at once, and said by screen readers. */
export function MaskedText({ children }: { children: string }) {
  const { maskedPlace } = useTexts().disclosure;
  return maskedPieces(children).map(({ text, start, masked }) =>
    masked ? (
      <span key={start} className="masked-place" title={maskedPlace}>
        <span aria-hidden="true">{text}</span>
        <span className="hidden"> {maskedPlace} </span>
      </span>
    ) : (
      <span key={start}>{text}</span>
    ),
  );
}

/** Stands where a field was filled in and is kept from the reader. */
export function MaskedValue() {
  return <span className="masked-value">{useTexts().disclosure.maskedValue}</span>;
}
