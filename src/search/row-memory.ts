/** `dot.wat`, assembled; a test compares the two. */
export const DOT_MODULE =
  'AGFzbQEAAAABCAFgA39/fwF8AhMBB3ZlY3RvcnMGbWVtb3J5AgABAwIBAAcHAQNkb3QAAAp5AXcBA3sDQCAB/QAEACEFIAMgAP0ABAAgBf1f/fIB/fAB' +
  'IQMgBCAA/QAEECAFIAX9DQgJCgsMDQ4PCAkKCwwNDg/9X/3yAf3wASEEIABBIGohACABQRBqIQEgASACSQ0ACyAD/SEAIAP9IQGgIAT9IQAgBP0hAaCg' +
  'Cw==';

const PAGE_BYTES = 65_536;

/**
 * Vectors in memory that WebAssembly reads, one row each: a plain loop over as many numbers takes three times as long
 * (`npm run bench:match`). `dimensions` is a multiple of 4.
 */
export function createRowMemory(dimensions: number) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const code = new WebAssembly.Module(Buffer.from(DOT_MODULE, 'base64'));
  const { dot } = new WebAssembly.Instance(code, { vectors: { memory } }).exports as {
    dot(query: number, row: number, end: number): number;
  };
  const start = dimensions * Float64Array.BYTES_PER_ELEMENT;
  const rowBytes = dimensions * Float32Array.BYTES_PER_ELEMENT;
  let numbers = new Float32Array(0);
  reserve(0);

  function reserve(rows: number): void {
    const missing = start + rows * rowBytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    // Growing moves the memory, and views of the old place are empty.
    numbers = new Float32Array(memory.buffer, start);
  }

  return {
    reserve,
    /** All rows, one after the other; valid until more are reserved. */
    get numbers() {
      return numbers;
    },
    /** Sets the vector that `product` multiplies rows by. */
    ask: (vector: Float32Array) => new Float64Array(memory.buffer, 0, dimensions).set(vector),
    /** The dot product of the vector asked about with one row, the same to the last digit as `dot` gives. */
    product: (row: number) => dot(0, start + row * rowBytes, start + (row + 1) * rowBytes),
  };
}
