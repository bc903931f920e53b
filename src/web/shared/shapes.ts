/** The shapes that stand before the word of a standing, so that it is never told by colour alone. */
export type Shape = 'hollow' | 'half' | 'full' | 'back' | 'cross' | 'bar' | 'warn';
