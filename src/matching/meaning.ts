import { AppError } from '../kernel/errors.ts';
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
  const kept = new Map<string, Float32Array>();

  async function vectorsOf(texts: string[], role: EmbeddingRole): Promise<Map<string, Float32Array>> {
    const wanted = texts.slice(0, MOST_TEXTS);
    const missing = wanted.filter((text) => !kept.has(`${role} ${text}`));
    const made = missing.length === 0 ? [] : await embedder.embed(missing, role);
    for (const [at, text] of missing.entries()) kept.set(`${role} ${text}`, made[at]!);
    const found = new Map<string, Float32Array>();
    for (const text of wanted) {
      const key = `${role} ${text}`;
      const vector = kept.get(key);
      if (vector === undefined) continue;
      found.set(text, vector);
      // The newest use stands last.
      kept.delete(key);
      kept.set(key, vector);
    }
    for (const key of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(key);
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
