// The part of WebAssembly used here; the types of Node 20 leave it out.
declare namespace WebAssembly {
  class Memory {
    constructor(options: { initial: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: { vectors: { memory: Memory } });
    readonly exports: Record<string, unknown>;
  }
}
