/** Calls of administration that act-and-row.test.ts does not ask, and why not. */
export const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  'reads, or keeps nothing': [
    ...[
      'app.about',
      'people.list',
      'people.unclear',
      'people.get',
      'people.photo',
      'log.list',
      'log.decision',
      'access.overview',
    ],
    ...['access.members', 'access.readHolidays', 'access.person', 'access.try', 'outputs.get', 'outputs.test', 'outputs.ports'],
    ...['credentials.of', 'credentials.waits', 'errorRate.basis', 'errorRate.visits', 'lookAlikes.list', 'lookAlikes.check'],
    ...['lookAlikes.search', 'notHim.state', 'presence.list', 'imports.cancel', 'safety.state', 'session.startKiosk'],
    ...['hours.person', 'hours.day', 'hours.grid', 'hours.preview'],
    ...['hours.charts', 'hours.team', 'hours.today', 'hours.todayWho', 'hours.behind'],
    ...['fireInputs.list', 'fireInputs.test', 'shifts.overview', 'shifts.onDay', 'shifts.preview', 'hours.try'],
    ...['hourRequests.list', 'hourRequests.inbox', 'hourRequests.quota', 'hourRequests.kinds'],
    ...['periods.list', 'periods.differences'],
    ...['dataImports.list', 'dataImports.readPunches', 'dataImports.readPeople'],
    ...['dataImports.openPhotos', 'dataImports.readPhoto', 'dataImports.closePhotos', 'dataImports.photosOf'],
    ...['exports.templates', 'exports.preview', 'exports.missing', 'exports.cancel', 'exports.state', 'exports.runs'],
    ...['exports.schedules', 'exports.chooseFolder', 'frappe.state', 'frappe.check'],
    ...['enrol.begin', 'enrol.sample', 'enrol.drop', 'enrol.distinct', 'enrol.cancel'],
  ],
  'is a row and nothing else': [
    ...[
      'presence.startRollCall',
      'presence.endRollCall',
      'presence.account',
      'presence.accountSomebody',
      'presence.somebodyGone',
    ],
    ...['history.acknowledge', 'safety.seen', 'log.export', 'exports.run', 'dataImports.saveLeftOut'],
  ],
  'acts first, and books as far as the disk takes it (main/safety)': ['access.lockdown', 'access.emergency'],
};
