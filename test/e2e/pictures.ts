/** The pictures of the READMEs, by their names in docs/pictures/. */
export const PICTURES = [
  'doors',
  'enrol',
  'error-rate',
  'hours',
  'hours-charts',
  'kiosk-refused',
  'kiosk-welcome',
  'kiosk-welcome-zh',
  'log',
  'people',
  'presence',
  'settings',
] as const;
export type Picture = (typeof PICTURES)[number];
