import { setImmediate as turn } from 'node:timers/promises';
import type { Db } from '../../db/open.ts';
import type { Label } from '../../matching/learning/recipes.ts';
import { labelOf } from './labels.ts';
import { listDecided, stampOfDecisions } from './store.ts';
import type { MadeWith } from './stored-lesson.ts';

/** Decided matches read before requests get their turn: some milliseconds. */
const PAGE = 200;

export interface LabelCounts {
  all: number;
  accepted: number;
}

/** The labels that decisions make at this moment. */
export function createLabelReader({ db, now }: { db: Db; now: MadeWith }) {
  let counted: { stamp: string; counts: LabelCounts } | null = null;

  async function read(): Promise<Label[]> {
    const labels: Label[] = [];
    let after = '';
    for (;;) {
      const page = listDecided(db, after, PAGE);
      for (const match of page) {
        const label = labelOf(match, now);
        if (label !== null) labels.push(label);
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return labels;
      after = last.id;
      await turn();
    }
  }

  return {
    read,

    /** How many there are; counted anew only when something was decided since. */
    async count(): Promise<LabelCounts> {
      const stamp = stampOfDecisions(db);
      if (counted?.stamp !== stamp) {
        const labels = await read();
        const accepted = labels.filter((label) => label.accepted).length;
        counted = { stamp, counts: { all: labels.length, accepted } };
      }
      return counted.counts;
    },
  };
}
