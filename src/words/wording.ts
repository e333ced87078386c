/** The shape that another language must have, from the English object: the same keys, any words. Chinese has one plural form: `_other`. */
export type Wording<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Wording<T[K]>;
};
