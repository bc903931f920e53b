import { isIP } from 'node:net';
import { z } from 'zod';

const says = (description: string) => ({ description });

const namedNetworks = ['loopback', 'linklocal', 'uniquelocal'];

/** An address, a network such as 10.0.0.0/8, or the name of one. */
function isNetwork(text: string): boolean {
  if (namedNetworks.includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** Addresses separated by commas, each checked: a typo here would trust nobody, or anybody. */
const networks = z
  .string()
  .default('')
  .transform((text, context) => {
    const all = text
      .split(',')
      .map((address) => address.trim())
      .filter((address) => address !== '');
    for (const wrong of all.filter((address) => !isNetwork(address))) {
      const message = `${wrong} is no IP address, no network such as 10.0.0.0/8, and none of ${namedNetworks.join(', ')}`;
      context.addIssue({ code: 'custom', message });
    }
    return all;
  });

/** Every setting of the service: its environment variable, its default and what it does (README's table is made of this). */
export const settings = z.object({
  HOST: z
    .string()
    .default('127.0.0.1')
    .meta(says('Address to listen on. Demo mode allows loopback addresses only.')),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .meta(says('Port to listen on; 0 takes a free one.')),
  MODE: z
    .enum(['demo', 'production'])
    .optional()
    .meta(
      says(
        '`demo` loads the sample data and its accounts, `production` starts empty with a one-time set-up link. Chosen when the data folder is new (then `demo` unless set) and remembered in it.',
      ),
    ),
  DATA_DIR: z
    .string()
    .min(1)
    .default('data/local')
    .meta(says('Folder of the database and its backups; one process at a time.')),
  AUDIT_HEADS_FILE: z
    .string()
    .min(1)
    .optional()
    .meta(
      says(
        'File to which the head of the audit log is added every day; `audit-heads.jsonl` in DATA_DIR unless set. Put it on another disk, in a folder that is there already: a chain proves nothing if its head is kept beside it.',
      ),
    ),
  DEMO_PASSWORD: z
    .string()
    .min(8)
    .optional()
    .meta(says('Password of all sample accounts in demo mode; without it each start prints random ones.')),
  SESSION_HOURS: z.coerce
    .number()
    .positive()
    .max(720)
    .default(12)
    .meta(says('Hours after which a session ends and its owner signs in again.')),
  SESSION_IDLE_MINUTES: z.coerce
    .number()
    .min(1)
    .max(1440)
    .default(60)
    .meta(says('Minutes without a request after which a session ends.')),
  SECOND_FACTOR: z
    .enum(['optional', 'required'])
    .optional()
    .meta(
      says(
        'Whether the roles of operators and administrators count only after a second factor (authenticator app). Unless set: `required` in production, `optional` in a demo.',
      ),
    ),
  PASSWORD_RULES: z
    .enum(['standard', 'dengbao'])
    .default('standard')
    .meta(
      says(
        '`standard`: 8 to 128 characters, none of the common passwords, not one’s own name. `dengbao` (等保): also three of four kinds of characters, and a new password every 90 days.',
      ),
    ),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .meta(says('Where people reach the service, for links in mails. Unless set: http, HOST and PORT.')),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .meta(
      says(
        'Mail server, e.g. `smtps://user:password@mail.example.cn`. Empty: a demo prints its mails, production drops them.',
      ),
    ),
  MAIL_FROM: z.string().default('jiebang@localhost').meta(says('Sender of the service’s mails.')),
  TRUST_PROXY: networks.meta(
    says(
      'Reverse proxies whose X-Forwarded headers count: IP addresses, networks such as `10.0.0.0/8`, or `loopback`, `linklocal`, `uniquelocal`, separated by commas. Empty: none.',
    ),
  ),
  RATE_LIMITS: z
    .enum(['on', 'off'])
    .default('on')
    .meta(says('Whether the API refuses (429) whoever asks far more often than a person does.')),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .meta(says('Least severe level that is logged.')),
  TAXONOMY_DIR: z
    .string()
    .default('data/taxonomies')
    .meta(says('Folder of the vocabularies (industry chains, forms of cooperation, …), one JSON file each.')),
  PLEDGE_FILE: z
    .string()
    .default('data/pledge.json')
    .meta(
      says('The confidentiality pledge that opens 定向 entries; a new `wording` number ends older promises.'),
    ),
  MODEL_DIR: z
    .string()
    .default('data/models')
    .meta(says('Folder of sentence models in transformers.js layout. Nothing is ever downloaded.')),
  EMBEDDING_MODEL: z
    .string()
    .default('Xenova/bge-small-zh-v1.5')
    .meta(says('The sentence model, as a path inside MODEL_DIR.')),
  EMBEDDING_DTYPE: z
    .enum(['fp32', 'fp16', 'q8', 'q4'])
    .default('q8')
    .meta(says('Number format of the model’s weights; the matching file must be there.')),
  EMBEDDING_POOLING: z
    .enum(['cls', 'mean'])
    .default('cls')
    .meta(says('How the model makes one vector of a text, as its authors say.')),
  EMBEDDING_QUERY_PREFIX: z
    .string()
    .default('为这个句子生成表示以用于检索相关文章：')
    .meta(says('Put before a demand’s text when it is embedded, as the model’s authors say.')),
  EMBEDDING_DIMENSIONS: z.coerce
    .number()
    .int()
    .min(8)
    .max(4096)
    .multipleOf(4)
    .default(512)
    .meta(says('Length of the model’s vectors.')),
  EMBEDDING_THREADS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .meta(says('CPU threads the model may use.')),
  MEILI_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta(says('Address of a Meilisearch server. Empty: the embedded index is all there is.')),
  MEILI_KEY: z
    .string()
    .optional()
    .meta(says('API key for the server; see “Running with Meilisearch” for the actions it needs.')),
  MEILI_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('jiebang')
    .meta(
      says('What the names of our indexes on the server begin with; one for each service that shares it.'),
    ),
  SUGGEST_FROM_DEMANDS: z.coerce
    .number()
    .min(0)
    .max(100)
    .default(40)
    .meta(says('From which score on a demand’s pairs are suggested to operators.')),
  SUGGEST_FROM_ACHIEVEMENTS: z.coerce
    .number()
    .min(0)
    .max(100)
    .default(55)
    .meta(says('The same for pairs that only the ranking of an achievement brings up.')),
  SUGGEST_PER_ENTRY: z.coerce
    .number()
    .int()
    .min(1)
    .max(50)
    .default(8)
    .meta(says('The most suggestions that one entry’s ranking brings up.')),
  LEARN_HOUR: z.coerce
    .number()
    .int()
    .min(0)
    .max(23)
    .default(3)
    .meta(says('Hour of the day in Shanghai from which on the ranking learns from decisions, once a day.')),
  EXACT_LIMIT: z.coerce
    .number()
    .int()
    .min(0)
    .default(300_000)
    .meta(
      says(
        'Up to so many published entries a list is held in memory and scored whole (about 10 KB each); of a longer one the search engine chooses candidates.',
      ),
    ),
});

type Settings = z.infer<typeof settings>;

/** The settings, frozen; secrets apart, so that the rest may be logged. */
export interface Config extends Readonly<Omit<Settings, 'DEMO_PASSWORD' | 'MEILI_KEY' | 'SMTP_URL'>> {
  readonly secrets: {
    readonly demoPassword: string | undefined;
    readonly meiliKey: string | undefined;
    readonly smtpUrl: string | undefined;
  };
}

/**
 * Reads the environment. Throws an error that names every wrong variable; unset and empty ones take their default.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    throw new Error(`环境变量有误 / wrong settings:\n${z.prettifyError(parsed.error)}`);
  }
  const { DEMO_PASSWORD, MEILI_KEY, SMTP_URL, ...rest } = parsed.data;
  const secrets = Object.freeze({ demoPassword: DEMO_PASSWORD, meiliKey: MEILI_KEY, smtpUrl: SMTP_URL });
  return Object.freeze({ ...rest, secrets });
}
