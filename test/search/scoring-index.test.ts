import { createScoringIndex } from '../../src/search/scoring-index.ts';
import { describeScoringIndex, type ScoringIndexAdapter } from './compliance/scoring-index.ts';

const adapters: ScoringIndexAdapter[] = [{ name: 'in memory', create: createScoringIndex }];

console.log(`scoring indexes under test: ${adapters.map(({ name }) => name).join(', ')}`);
for (const adapter of adapters) describeScoringIndex(adapter);
