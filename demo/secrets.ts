/** Said by `npm start -- --demo`; a demonstration has no secrets. */
export const DEMO_PASSWORD = 'open the blue door';
export const DEMO_PIN = '4071';
