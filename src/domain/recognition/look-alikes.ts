/** Leads that guard against known mistakes; how they were chosen is in docs/adr/0013-look-alikes-and-not-him.md. */

/** Lead, in cosine, that two known look-alikes need over each other; everybody else needs the settings' margin alone. */
export const LOOK_ALIKE_MARGIN = 0.1;

/** Lead of a person's own score over the probe's cosine to their nearest counter-example. */
export const COUNTER_MARGIN = 0.05;
