/** Leads that guard against known mistakes; what each of them costs was measured, docs/adr/0013-look-alikes-and-not-him.md. */

/** Lead, in cosine, that two known look-alikes need over each other; everybody else needs the settings' margin alone. */
export const LOOK_ALIKE_MARGIN = 0.08;

/** Lead of a person's own score over the probe's cosine to their nearest counter-example. */
export const COUNTER_MARGIN = 0.03;

/** So far over the threshold hardly any stranger comes: "this is not me" at the kiosk is more often a slip of the finger there. */
export const CERTAIN_LEAD = 0.1;
