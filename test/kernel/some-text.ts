import fc from 'fast-check';

/** Pieces of real entries, each of which is one cluster of its own: no piece begins with a combining mark. */
const clusters = [
  ...'我公司压铸件表面划伤檢測體積術強度々〇',
  ...'aBzMRRsic09５％～',
  ...'。！？；!?;.,，、：（）±≤μ℃㎜²①ﬁ½',
  ' ',
  '\n',
  '\t',
  '\u00a0',
  '\u3000',
  '&',
  '&nbsp;',
  'e\u0301',
  'か\u3099',
  '❤\ufe0f',
  '😀',
  '𠮷',
  'İ',
  'ẞ',
] as const;

export const someClusters = fc.array(fc.constantFrom(...clusters), { maxLength: 60 });

/** A text as people and web editors write it. */
export const someText = someClusters.map((parts) => parts.join(''));

/** Any sequence of UTF-16 units, half surrogate pairs and lone marks included. */
export const anyUnits = fc
  .array(
    fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x301, 0xd83d, 0xde00, 0x26, 0x4e00)),
    {
      maxLength: 40,
    },
  )
  .map((units) => String.fromCharCode(...units));
