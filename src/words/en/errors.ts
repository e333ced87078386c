import type { AppErrorCode } from '../../domain/errors.ts';

/** What happened, then what to do. A new code without its sentences does not compile. */
export const errors = {
  'not-allowed': { title: 'You are signed out.', next: 'Sign in and try again.' },
  'bad-input': { title: 'Something in the form cannot be used.', next: 'Look at "{{field}}" and try again.' },
  internal: {
    title: 'Something went wrong in the app.',
    next: 'Try again. If it stays, restart Lintel and tell support the code.',
  },
  'already-set-up': { title: 'Lintel is set up already.', next: 'Restart it and sign in.' },
  'not-set-up': { title: 'Lintel is not set up yet.', next: 'Restart it to go through the first run.' },
  'password-wrong': { title: 'That password is not right.', next: 'Check Caps Lock and type it again.' },
  'pin-wrong': { title: 'That PIN is not right.', next: 'Type it again.' },
  'too-many-attempts': { title: 'Too many attempts.', next: 'Wait {{time}} and try again.' },
  'password-blocked': {
    title: 'The password was wrong a hundred times in a row.',
    next: 'It is no longer looked at. Sign in with the recovery key, then choose a new password.',
  },
  'password-weak': { title: 'This may not be a new password.', next: '{{reason}}' },
  'database-newer': {
    title: 'These data were written by a newer Lintel.',
    next: 'Install the newer version. Nothing was changed.',
  },
  'database-corrupt': {
    title: 'The data file is damaged.',
    next: 'Put back the last copy of it, then try again. Nothing was overwritten.',
  },
  'database-read-only': { title: 'Lintel may not write to its data file.', next: 'Allow writing to {{path}}, then try again.' },
  'database-full': { title: 'The disk is full.', next: 'Free some space, then try again. What was recorded before is safe.' },
  'database-busy': {
    title: 'Another program holds the data file.',
    next: 'Close it (a backup or a sync tool, perhaps), then try again.',
  },
  'database-missing': {
    title: 'The data file is not there.',
    next: 'It should be {{path}}. Plug in or mount its disk, then try again. Lintel makes no new one.',
  },
  'database-foreign': {
    title: 'This is not the database of this machine.',
    next: '{{path}} belongs to another set-up. Put the right disk or file back, then try again. Nothing was changed.',
  },
  'database-unreachable': {
    title: 'The disk with the data does not answer.',
    next: 'Check cable, mount and disk of {{path}}. Lintel goes on by itself when it is back.',
  },
  'database-in-use': {
    title: 'Another Lintel works with these data.',
    next: 'It runs on {{host}} (process {{pid}}). End it there, then try again.',
  },
  'key-lost': {
    title: 'The key of the data file is missing.',
    next: 'Unlock with the recovery key that was shown at the first run.',
  },
  'key-wrong': { title: 'That does not open the data file.', next: 'Check it letter by letter and try again.' },
  'location-unreadable': {
    title: 'Lintel cannot read where its data lie.',
    next: '{{path}} is damaged. Put it back from a copy, or ask support how to write it again; then try again. Nothing was changed.',
  },
  'folder-network': {
    title: 'This folder lies on another machine.',
    next: 'Lintel needs a disk of this computer, and {{path}} is reached over the network. Choose another.',
  },
  'folder-unusable': { title: 'This folder cannot be used.', next: 'Lintel could not write in {{path}}. Choose another.' },
  'model-missing': { title: 'The recognition model is missing.', next: 'Install Lintel again. Your data stay.' },
  'model-card': { title: "The model's description cannot be read.", next: 'Install Lintel again. Your data stay.' },
  'model-oversized': { title: 'The model file is larger than it can be.', next: 'Install Lintel again. Your data stay.' },
  'model-truncated': { title: 'The model file is cut off.', next: 'Install Lintel again. Your data stay.' },
  'model-hash': { title: 'The model file was changed.', next: 'It is not used. Install Lintel again. Your data stay.' },
  'model-newer': { title: 'The model is for a newer Lintel.', next: 'Update Lintel.' },
  'model-network': { title: 'The model file holds another network.', next: 'Install Lintel again. Your data stay.' },
  'model-shape': { title: "The model's inputs or outputs have the wrong shape.", next: 'Install Lintel again. Your data stay.' },
  'engine-mismatch': {
    title: 'This computer calculates the model wrongly.',
    next: "Recognition stays off, so that nobody is mistaken for another. Tell support the code and the processor's name.",
  },
  'engine-down': { title: 'Recognition has stopped.', next: 'It is being started again. If this stays, restart Lintel.' },
  'camera-none': { title: 'No camera found.', next: 'Plug one in. Lintel sees it by itself.' },
  'camera-refused': { title: 'Lintel may not use the camera.', next: "Allow the camera in the system's privacy settings." },
  'camera-busy': { title: 'Another program uses the camera.', next: 'Close it; Lintel tries again by itself.' },
  'camera-lost': { title: 'The camera was unplugged.', next: 'Plug it back in. Lintel goes on by itself.' },
  'camera-frozen': { title: 'The picture stands still.', next: 'Unplug the camera and plug it back in.' },
  'camera-black': { title: 'The picture is black.', next: 'Open the cover of the lens, or put on the light.' },
  'camera-turned': { title: 'The camera does not hang upright.', next: 'Turn its picture in Settings, Camera.' },
  'photo-unreadable': {
    title: 'This file is not a photo that Lintel can read.',
    next: 'Use a JPEG, PNG, WebP or AVIF picture.',
  },
  'photo-heic': {
    title: 'This photo is HEIC, which Lintel does not read.',
    next: 'Save it as JPEG and choose that. Windows: open it in Photos, “Save as”, JPEG. Mac: open it in Preview, File, Export, JPEG. For new photos: on the iPhone choose Settings, Camera, Formats, “Most Compatible”.',
  },
  'photo-too-large': {
    title: 'This picture is too large.',
    next: 'At most 100 million pixels and 60 MB. Save it smaller, and choose it again.',
  },
  'face-none': { title: 'No face found.', next: 'Use a picture with the face in front and in the light.' },
  'face-several': { title: 'More than one face.', next: 'Only the person to be enrolled may be in the picture.' },
  'face-poor': { title: 'This capture is not good enough.', next: '{{reason}}' },
  'face-known': {
    title: 'This face is enrolled already: {{name}}, no. {{employeeNumber}}.',
    next: 'Open that person, or confirm that these are two people.',
  },
  'face-differs': {
    title: 'This is another face than the captures before.',
    next: 'One person at a time. Take the capture again.',
  },
  'enrolment-ended': { title: 'This enrolment has ended.', next: 'Start it again.' },
  'too-few-samples': { title: 'Not enough captures yet.', next: '{{needed}} are needed.' },
  'employee-number-taken': { title: 'That employee number belongs to {{name}}.', next: 'Use another number.' },
  'numbers-used-up': {
    title: 'All PIN numbers are given out.',
    next: 'Remove the PINs of people who no longer use theirs, or give badges.',
  },
  'person-gone': { title: 'This person is no longer here.', next: 'Somebody deleted them meanwhile. Go back to the list.' },
  'access-gone': { title: 'This is no longer here.', next: 'Somebody deleted it meanwhile. Open Doors again.' },
  'hours-closed': {
    title: '{{period}} is closed: its hours are evidence.',
    next: 'Open the month again under Hours, Inbox, if this must be changed; it stays on record.',
  },
  'hours-open': { title: 'That month is not closed.', next: 'Look at the list of months again.' },
  'month-not-over': { title: 'That month is not over yet.', next: 'Close it when the last shift of its last day is over.' },
  'request-gone': { title: 'That request is not there.', next: 'Look at the list again.' },
  'request-decided': {
    title: 'That was decided already.',
    next: 'Look at the list again: somebody else was faster, or it was withdrawn.',
  },
  'make-up-used': {
    title: '{{used}} of {{allowed}} make-up punches of this month are used. They begin anew on {{again}}.',
    next: 'An administrator can still enter the punch for the house.',
  },
  'make-up-late': {
    title: 'That day is too long ago: make-up punches reach back {{days}} days.',
    next: 'An administrator can still enter the punch for the house.',
  },
  'make-up-kind': {
    title: 'The rules allow no make-up punch for this.',
    next: 'An administrator can still enter the punch for the house.',
  },
  'absence-overlap': {
    title: '{{name}} is away already: {{from}} to {{to}}.',
    next: 'Choose other days or hours, or withdraw that absence first, on the day or under Inbox, Decisions.',
  },
  'not-employed': {
    title: '{{name}} was not here yet on that day: the first day is {{from}}.',
    next: 'Choose a later day, or leave this person out.',
  },
  'own-hours-over': { title: 'That is no longer open here.', next: 'Let the kiosk see you again.' },
  'access-name-taken': { title: 'The name {{name}} is taken.', next: 'Use another name.' },
  'holiday-file-unreadable': {
    title: 'No holidays can be read from this file.',
    next: 'Use an iCalendar file (.ics), or the JSON of holiday-cn.',
  },
  'holidays-not-announced': {
    title: 'The holidays of {{year}} are not announced yet.',
    next: 'This file has no days in it, which does not mean that there are none. Nothing was changed; import it again when the notice is out.',
  },
  'plan-overlap': {
    title: '{{firstShift}} of {{firstDay}} and {{secondShift}} of {{secondDay}} would overlap.',
    next: 'Nobody can work both. Change the times, or leave a day of rest between them.',
  },
  'import-too-much': {
    title: 'This file asks for more time or memory than any honest one needs.',
    next: 'It was put away unread, and nothing has changed. Ask whoever made it for a plain one.',
  },
  'import-cancelled': { title: 'The import was cancelled.', next: 'Nothing has changed.' },
  'import-failed': {
    title: 'The part of Lintel that reads files does not run.',
    next: 'Try again. If it happens again, start Lintel anew.',
  },
  'attlog-unreadable': {
    title: 'No punches can be read from this file.',
    next: 'Use the attlog.dat of a terminal: each line begins with a number, a date and a time.',
  },
  'import-gone': { title: 'This import is no longer there.', next: 'Somebody has undone it meanwhile.' },
  'people-file-unreadable': {
    title: 'No table can be read from this file.',
    next: 'Save it as .xlsx or as CSV, with one person a row.',
  },
  'people-file-locked': {
    title: 'This workbook is locked by a password.',
    next: 'Save a copy of it without a password, and delete the copy afterwards.',
  },
  'photos-unreadable': {
    title: 'No archive can be read from this file.',
    next: 'It may be cut off or of another kind. Pack the photos into a .zip anew, or choose the folder itself.',
  },
  'photos-closed': { title: 'The archive is no longer open.', next: 'Choose it once more: it goes on from where it was.' },
  'photo-damaged': {
    title: 'This picture is damaged in the archive.',
    next: 'Pack it anew, or choose the folder that it came from.',
  },
  'door-unreachable': {
    title: 'Nobody answers for the door.',
    next: "Check the relay's power, its cable or network, and its address. The door stayed as it was.",
  },
  'door-timeout': { title: 'The door did not answer in time.', next: 'Check its network, then try again.' },
  'door-password': {
    title: 'The door refuses our password or key.',
    next: 'Type it again in Doors; it may have been changed at the device.',
  },
  'door-answer': {
    title: 'The door answered something unexpected.',
    next: 'Check kind, address and channel in Doors. The test there shows the answer.',
  },
  'door-port': { title: 'The serial port cannot be used.', next: 'Is the board plugged in, and does no other program hold it?' },
  'door-locked-down': { title: 'This door is locked down.', next: 'Lift the lockdown first.' },
  'roll-call-ended': {
    title: 'The roll call was ended.',
    next: 'Begin a new one to tick people again; the old one stands in the log.',
  },
  'event-gone': { title: 'This event can no longer be taken back.', next: 'Tell the front desk, they can correct it.' },
  'fire-input-on': {
    title: 'The fire panel still says that there is a fire.',
    next: 'Reset the panel first. If its input is at fault, take that input away under Doors.',
  },
  'not-me-again': {
    title: 'That was said of the same person a moment ago.',
    next: 'This time it is for the front desk to set right.',
  },
  'export-failed': {
    title: 'The file could not be written.',
    next: 'Check that {{path}} is not open elsewhere and that there is space.',
  },
  'export-busy': { title: 'Another file of hours is being made.', next: 'Wait until it is done, or cancel it.' },
  'export-cancelled': { title: 'Cancelled.', next: 'No file was made.' },
  'export-values': {
    title: 'The template has to be told something first: {{label}}.',
    next: 'Copy the template, open it and fill this in.',
  },
  'export-folder-missing': {
    title: 'The folder is not there.',
    next: 'Connect its disk or share, or choose another folder. The file is made as soon as the folder is there.',
  },
  'frappe-unset': { title: 'No Frappe server is set up.', next: 'Set its address, key and secret under Hours, Exports.' },
} as const satisfies Record<AppErrorCode, { readonly title: string; readonly next: string }>;
