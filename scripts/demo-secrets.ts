/** Said by `npm start -- --demo`; a demonstration has no secrets. */
export const DEMO_PASSWORD = 'lintel demo';
export const DEMO_PIN = '1234';
