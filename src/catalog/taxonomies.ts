import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { notFound } from '../kernel/errors.ts';

const label = { 'zh-CN': z.string().min(1), en: z.string().min(1) };

const taxonomySchema = z.object({
  name: z.string(),
  /** Changes whenever the file does, so that old entries can be read by the words of their time. */
  version: z.string(),
  title: z.object(label),
  note: z.string().optional(),
  items: z.array(z.object({ code: z.string().min(1), confirmed: z.boolean().optional(), ...label })).min(1),
});
type Taxonomy = z.infer<typeof taxonomySchema>;

export interface Taxonomies {
  /** Throws `not_found` for a name without a file. Public. */
  get(name: string): Taxonomy;
  has(name: string, code: string): boolean;
}

/** Reads every `<name>.json` of a folder once; a file that is not a taxonomy stops the start with its name. */
export function loadTaxonomies(folder: string): Taxonomies {
  const byName = new Map<string, Taxonomy>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const parsed = taxonomySchema.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!parsed.success) throw new Error(`${join(folder, file)}: ${z.prettifyError(parsed.error)}`);
    byName.set(parsed.data.name, parsed.data);
  }
  return {
    get(name) {
      const taxonomy = byName.get(name);
      if (taxonomy === undefined) throw notFound();
      return taxonomy;
    },
    has: (name, code) => byName.get(name)?.items.some((item) => item.code === code) ?? false,
  };
}
