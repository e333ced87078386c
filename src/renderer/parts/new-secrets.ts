/** New passwords and kiosk PINs as they are typed, and what is said of them. Whether a password is one of the first guesses only main knows. */
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { PASSWORD_MAX, PASSWORD_MIN, PASSWORD_PROBLEMS, sameText } from '../../domain/credentials/password.ts';
import { kioskPinProblem } from '../../domain/credentials/pin.ts';
import type { Words } from '../ui/zodForm.ts';

export const SECRET_PROBLEMS = ['required', 'differs', ...PASSWORD_PROBLEMS, 'pin-digits', 'pin-weak'] as const;
export type SecretProblem = (typeof SECRET_PROBLEMS)[number];

/** A string with what is wrong with it as the issue's message. */
const checked = (problemOf: (secret: string) => SecretProblem | null) =>
  z.string().superRefine((secret, context) => {
    const problem = secret === '' ? 'required' : problemOf(secret);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

export const NewPassword = checked((secret) => {
  const { length } = Array.from(sameText(secret));
  if (length < PASSWORD_MIN) return 'too-short';
  return length > PASSWORD_MAX ? 'too-long' : null;
});
export const NewKioskPin = checked(kioskPinProblem);
/** For a second field that must say the same. */
export const differs = { error: 'differs' satisfies SecretProblem };

/** The sentences of what is wrong with a new secret. */
export function useSecretWords(): { readonly say: (problem: SecretProblem) => string; readonly words: Words } {
  const { t } = useTranslation('firstRun');
  const say = (problem: SecretProblem) => t(`problems.${problem}`, { count: PASSWORD_MIN });
  return {
    say,
    words: (_path, { message }) => {
      const problem = SECRET_PROBLEMS.find((p) => p === message);
      return problem && say(problem);
    },
  };
}
