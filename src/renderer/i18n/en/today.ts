export const today = {
  clock: {
    wrong: 'The clock of this computer is wrong',
    wrongText:
      'It says {{when}}. People can come in, but what is booked now has that time, and is marked in the log. Set date and time in the settings of the system.',
    stepped: 'The clock of this computer was set within the hour',
    steppedText: 'The log says when, and by how much. Times that were booked before may be wrong.',
  },
  came: 'Came in',
  cameOf: 'of {{count}} enrolled',
  inside: 'Inside now',
  insideHint: 'as the list of who is in',
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
