/** The part of js-quantities that is used here; the package has no types. */
declare module 'js-quantities' {
  interface Quantity {
    /** Value in SI base units. */
    baseScalar: number;
    /** The dimension as one number: equal for units that can be converted into each other. */
    signature: number;
  }
  const Qty: { parse(expression: string): Quantity | null };
  export default Qty;
}
