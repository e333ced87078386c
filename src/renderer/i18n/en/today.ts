export const today = {
  came: 'Came in',
  cameOf: 'of {{count}} enrolled',
  inside: 'Inside now',
  insideHint: 'last event is an IN',
  last: 'Last event',
  noneYet: 'none yet',
  refused: 'Refused',
  refusedHint: 'attempts today',
  who: 'Who came in',
  columns: { first: 'First in', last: 'Last', state: 'Now' },
  live: 'As it happens',
  emptyPeople: {
    title: 'Nobody is enrolled yet',
    text: 'Enrol the first person: a name, a number and five looks into the camera. It takes half a minute.',
  },
  emptyDay: {
    title: 'Nobody has come in yet',
    text: 'Everybody who checks in today stands here, with their first and last time.',
  },
  emptyLive: 'Events appear here the moment they are on disk.',
  truncated: 'Only the newest {{count}} events of today are counted here.',
} as const;
