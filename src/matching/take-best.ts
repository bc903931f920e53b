/** An entry and the score it was ranked by. */
export interface Ranked {
  id: string;
  score: number;
}

/** True when `a` stands before `b`: the higher score, and between equals the earlier id. */
function isBefore(a: Ranked, b: Ranked): boolean {
  return a.score > b.score || (a.score === b.score && a.id < b.id);
}

/**
 * The `limit` best of all that `fill` offers, in order. A binary heap with the worst kept entry on top, so that
 * most offers of a long list cost one comparison.
 */
export function takeBest(
  limit: number,
  fill: (offer: (id: string, score: number) => void) => void,
): Ranked[] {
  const heap: Ranked[] = [];

  function siftUp(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (isBefore(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  function siftDown(): void {
    let at = 0;
    for (;;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isBefore(heap[worst]!, heap[child]!)) worst = child;
      }
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  }

  fill((id, score) => {
    if (heap.length < limit) {
      heap.push({ id, score });
      siftUp(heap.length - 1);
    } else if (limit > 0 && isBefore({ id, score }, heap[0]!)) {
      heap[0] = { id, score };
      siftDown();
    }
  });
  return heap.sort((a, b) => (isBefore(a, b) ? -1 : 1));
}
