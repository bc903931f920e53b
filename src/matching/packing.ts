import type { TermCounts } from '../search/ports.ts';

/** Little-endian, as every platform Node runs on: n ids of four bytes, then n counts of one byte. */
export function packTerms({ ids, counts }: TermCounts): Buffer {
  return Buffer.concat([bytesOf(ids), counts]);
}

export function unpackTerms(packed: Buffer): TermCounts {
  const length = packed.length / 5;
  const ids = new Uint32Array(aligned(packed.subarray(0, length * 4)));
  return { ids, counts: Uint8Array.from(packed.subarray(length * 4)) };
}

export function packVector(vector: Float32Array): Buffer {
  return bytesOf(vector);
}

export function unpackVector(packed: Buffer): Float32Array {
  return new Float32Array(aligned(packed));
}

function bytesOf(array: Uint32Array | Float32Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

/** A copy that starts at offset 0, because typed arrays refuse odd offsets. */
function aligned(bytes: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
