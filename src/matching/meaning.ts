import { AppError } from '../kernel/errors.ts';
import { createRecent } from '../kernel/recent.ts';
import type { Embedder, EmbeddingRole } from '../search/ports.ts';
import { centreVector } from '../search/vector-rows.ts';
import { bestCosine } from './calibrate.ts';
import type { Corpus } from './corpus.ts';
import type { Meaning } from './explain.ts';

/** Vectors of so many sentences and terms are kept; those asked for longest ago go first. */
const KEPT = 5000;
/** Of longer texts only so many sentences are compared by meaning. */
const MOST_TEXTS = 60;

/** Compares sentences and terms by meaning, with the vectors of the model that ranks. */
export function createMeanings({ embedder, corpus }: { embedder: Embedder; corpus: Corpus }) {
  const kept = createRecent<Float32Array>(KEPT);

  async function vectorsOf(texts: string[], role: EmbeddingRole): Promise<Map<string, Float32Array>> {
    const keyOf = (text: string) => `${role} ${text}`;
    const found = new Map<string, Float32Array>();
    const missing: string[] = [];
    for (const text of texts.slice(0, MOST_TEXTS)) {
      const vector = kept.get(keyOf(text));
      if (vector === undefined) missing.push(text);
      else found.set(text, vector);
    }
    const made = missing.length === 0 ? [] : await embedder.embed(missing, role);
    for (const [at, text] of missing.entries()) {
      found.set(text, made[at]!);
      kept.set(keyOf(text), made[at]!);
    }
    return found;
  }

  /**
   * The nearness in meaning of texts of a demand and of an achievement: their centred cosine between what is usual for
   * unrelated entries (0) and for close ones (1). Undefined while the model cannot be used; a text beyond the first 60
   * of its side is near to nothing.
   */
  return async function meaningOf(asked: string[], answers: string[]): Promise<Meaning | undefined> {
    try {
      const [questions, replies] = await Promise.all([
        vectorsOf(asked, 'query'),
        vectorsOf(answers, 'document'),
      ]);
      await corpus.ready();
      const { demandMean, achievementMean, meanProduct, floor, ceiling } = corpus.statistics();
      const own = { ownMean: demandMean, otherMean: achievementMean };
      const theirs = { ownMean: achievementMean, otherMean: demandMean };
      const centred = {
        asked: new Map([...questions].map(([text, vector]) => [text, centreVector(vector, own)])),
        answers: new Map([...replies].map(([text, vector]) => [text, centreVector(vector, theirs)])),
      };
      return (question, reply) => {
        const [one, other] = [centred.asked.get(question), centred.answers.get(reply)];
        if (one === undefined || other === undefined) return 0;
        const nearness = (bestCosine([one], [other], meanProduct) - floor) / Math.max(ceiling - floor, 1e-6);
        return Math.min(Math.max(nearness, 0), 1);
      };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return undefined;
    }
  };
}
