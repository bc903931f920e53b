import { z } from 'zod';

const label = z.object({ 'zh-CN': z.string(), en: z.string() });

export const taxonomyParams = z.strictObject({ name: z.string().min(1).max(60) });

/** A controlled vocabulary: the file `data/taxonomies/<name>.json`, served as it stands. */
export const taxonomy = z.object({
  name: z.string(),
  version: z.string(),
  title: label,
  note: z.string().optional(),
  items: z.array(label.extend({ code: z.string(), confirmed: z.boolean().optional() })),
});
export type Taxonomy = z.infer<typeof taxonomy>;
