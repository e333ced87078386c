/** Sign-in, unlock and fault: the screens before the app is open. */
export const signIn = {
  title: 'Sign in',
  password: 'Administrator password',
  submit: 'Sign in',
  locked: 'Too many attempts. Try again in {{time}}.',
  unlock: {
    title: 'Unlock the data',
    text: 'The data file is encrypted.',
    lost: 'The key that this computer kept is gone. The recovery key from the first run opens the data and makes a new one.',
    passphrase: 'Passphrase',
    recoveryKey: 'Recovery key',
    submit: 'Unlock',
  },
  fault: {
    title: 'Lintel cannot start',
    data: 'The data lie here and are untouched:',
    retry: 'Try again',
    again: 'Still the same.',
  },
} as const;
