import { createFakeEmbedder, FAKE_DIMENSIONS } from '../support/fake-embedder.ts';
import { describeEmbedder, type EmbedderAdapter } from './compliance/embedder.ts';
import { hasRealModel, MODEL, openRealModel, QUERY_PREFIX } from './real-model.ts';

const adapters: EmbedderAdapter[] = [
  { name: 'fake', dimensions: FAKE_DIMENSIONS, queryPrefix: '', open: async () => createFakeEmbedder() },
];
if (hasRealModel) {
  adapters.push({
    name: MODEL,
    dimensions: 512,
    queryPrefix: QUERY_PREFIX,
    open: async () => openRealModel(),
  });
}

console.log(`embedders under test: ${adapters.map(({ name }) => name).join(', ')}`);
for (const adapter of adapters) describeEmbedder(adapter);
