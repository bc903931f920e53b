import type { Canary, Kind, ListName, Standing } from './readers.ts';
import { createWords, type Words } from './words.ts';

/** What every entry speaks of, so that all are near each other. */
export const COMMON = '铝合金压铸件表面划伤的机器视觉检测';

const prose: Record<ListName, string[]> = {
  demands: ['problem', 'technology', 'goals', 'ipTerms', 'conditions'],
  achievements: ['field', 'summary', 'innovation', 'prospects', 'cases', 'evaluation'],
};
const outside: Standing[] = ['internal', 'draft', 'submitted', 'returned', 'withdrawn'];

/** Where the words of a world are taken from: `twin` words take the place of canaries that a reader may not read. */
export type Choice = 'own' | 'twin';

type Drawn = { [Name in keyof Words]: (kind: Kind, field: string) => ReturnType<Words[Name]> };

/** Draws from both pools each time, so that what comes later is the same in every world. */
export function createDrawing() {
  const pools = { own: createWords('own'), twin: createWords('twin') };
  const canaries: Canary[] = [];
  return {
    canaries,
    /** Words for an entry, noted as canaries. */
    drawFor(list: ListName, standing: Standing, chosen: (kind: Kind) => Choice): Drawn {
      const draw = <Name extends keyof Words>(name: Name) =>
        ((kind: Kind, field: string) => {
          const [own, twin] = [pools.own[name](), pools.twin[name]()];
          const word = chosen(kind) === 'own' ? own : twin;
          canaries.push({ list, standing, kind, field, word: String(word) });
          return word;
        }) as Drawn[Name];
      return { han: draw('han'), latin: draw('latin'), number: draw('number'), phone: draw('phone') };
    },
    /** A word that is no canary. */
    word: () => pools.own.han(),
    twinWord: () => pools.twin.han(),
  };
}

export interface FormParts {
  /** The name by which people call the organisation. */
  organisation: string;
  targets: string[];
  /** A word that others put into entries of their own, to find out whether it stands here. */
  guess: string;
}

/** The form of an entry, with a word of its own in every place a text can stand. */
export function formOf(list: ListName, standing: Standing, draw: Drawn, parts: FormParts): object {
  const isMasked = standing === 'masked';
  const away: Kind = isMasked || standing === 'concealed' ? 'masked' : 'text';
  const brand = isMasked ? draw.han('masked', 'maskWords') : '';
  const latinBrand = isMasked ? draw.latin('masked', 'maskWords') : '';
  const person = isMasked ? draw.han('masked', 'contact') : '';
  const pitch = isMasked ? draw.number('masked', 'number') : '';
  const [phone, mail] = [draw.phone(away, 'phone'), draw.latin(away, 'mail')];
  const secrets = isMasked
    ? `，采用${brand}牌与${parts.guess}设备，由${parts.organisation}公司${person}负责，节距${pitch}毫米，电话${phone}，邮箱${mail}@example.cn。`
    : '。';
  const guess = outside.includes(standing) || standing === 'targeted' ? parts.guess : '';
  // The name of a field of work is short: the form takes 100 characters.
  const tail = (field: string) => (field === 'field' ? secrets.slice(0, 40) : secrets);
  const text = (field: string) => `${COMMON}，${draw.han('text', field)}${guess}工艺${tail(field)}`;
  const english = (field: string) => `${draw.latin('text', field)} inspection ${latinBrand}`;
  const amount = (field: string) => ({ kind: 'amount', wan: draw.number(away, field) });
  const closing = outside.includes(standing) ? '2026-09-09' : '2026-12-31';
  return {
    title: `${draw.han('text', 'title')}${guess}检测${brand}`,
    chain: outside.includes(standing) ? 'smart-appliances' : 'smart-manufacturing',
    trl: outside.includes(standing) ? 7 : 3,
    keywords: [draw.han('text', 'keywords'), ...(isMasked ? [`${brand}检测`] : [])],
    region: `${draw.han('text', 'region')}${isMasked ? parts.organisation : ''}`,
    contact: `${person} ${phone} ${mail}@example.cn ${draw.han(away, 'contact')}`,
    indicators: [
      {
        metric: draw.han(away, 'metric'),
        operator: '<=',
        values: [draw.number(away, 'values')],
        unit: draw.han(away, 'unit'),
        condition: draw.han(away, 'condition'),
      },
    ],
    titleEn: english('titleEn'),
    summaryEn: english('summaryEn'),
    disclosure: levelOf(standing),
    targets: standing === 'targeted' ? parts.targets : [],
    fieldDisclosure: away === 'masked' ? concealed(list) : {},
    maskWords: isMasked ? [brand, latinBrand, parts.guess] : [],
    ...Object.fromEntries(prose[list].map((field) => [field, text(field)])),
    ...(list === 'demands'
      ? { budget: amount('budget'), reward: amount('reward'), deadline: closing }
      : {
          price: amount('price'),
          expiry: closing,
          patents: [{ number: `ZL${draw.number(away, 'number')}`, status: draw.han(away, 'status') }],
        }),
  };
}

function levelOf(standing: Standing): string {
  if (standing === 'masked' || standing === 'targeted' || standing === 'internal') return standing;
  return 'public';
}

function concealed(list: ListName): Record<string, 'masked'> {
  const both = { contact: 'masked', indicators: 'masked' } as const;
  return list === 'demands'
    ? { ...both, budget: 'masked', reward: 'masked' }
    : { ...both, price: 'masked', patents: 'masked' };
}
