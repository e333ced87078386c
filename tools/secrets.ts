/** The administrator's password and the kiosk's PIN of every made-up site: what the rules of src/domain/access take. */
export const PASSWORD = 'correct horse battery staple';
export const PIN = '4071';
