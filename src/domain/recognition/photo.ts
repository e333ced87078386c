/** Of one file of a photograph. A telephone's largest has 30 million. */
export const MOST_PHOTO_BYTES = 60_000_000;
