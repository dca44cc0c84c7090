/** The three sides of a merge: what both began with, and what each made of it. */
export interface Sides<Value> {
  readonly base: Value
  readonly ours: Value
  readonly theirs: Value
}
