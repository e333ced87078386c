/** Sign-in, unlock and fault: the screens before the app is open. */
export const signIn = {
  title: 'Sign in',
  password: 'Administrator password',
  submit: 'Sign in',
  locked: 'Too many attempts. Try again in {{time}}.',
  useKey: 'Password forgotten? Use the recovery key',
  usePassword: 'Use the password',
  byKey:
    'The recovery key was shown at the end of the first run. It signs in whatever was typed before, and then asks for a new password.',
  backToKiosk: 'Back to the kiosk',
  ended: {
    idle_one: 'Signed out after a minute without input. What was being written is kept.',
    idle_other: 'Signed out after {{count}} minutes without input. What was being written is kept.',
    screen: 'Signed out because the computer was locked or slept. What was being written is kept.',
    hidden: 'Signed out because the window was hidden for a minute. What was being written is kept.',
    'second-start': 'Signed out because Lintel was started again. What was being written is kept.',
  },
  ask: {
    title: 'Choose a new password',
    'too-short':
      'Your password has fewer than {{count}} characters. It still signs in, but it is easy to guess. A sentence of four or five words is long enough and easy to keep.',
    'too-long': 'Your password is longer than may be now. It still signs in; please choose a new one.',
    common:
      'Your password is made of what is guessed first: common passwords, the name of the site, digits in a row. It still signs in, but please choose another.',
    recovered: 'You signed in with the recovery key. Choose a new password now; the old one is not needed.',
    later: 'Later',
  },
  unlock: {
    title: 'Unlock the data',
    text: 'The data file is encrypted.',
    lost: 'The key that this computer kept is gone. The recovery key from the first run opens the data and makes a new one.',
    passphrase: 'Passphrase',
    recoveryKey: 'Recovery key',
    submit: 'Unlock',
  },
  updating: {
    title: 'Bringing the data to this version',
    text: 'This happens once after an update. A copy of the data as they were is kept beside them. If the power fails now, nothing is lost: it begins again at the next start.',
    copying: 'Copying the data first',
    done: '{{percent}} %',
  },
  fault: {
    title: 'Lintel cannot start',
    data: 'The data lie here and are untouched:',
    retry: 'Try again',
    again: 'Still the same.',
    byItself: 'Lintel looks again every few seconds and goes on by itself.',
  },
} as const;
