/** What is typed during the first run, step by step; going back keeps it. Nothing is stored before the last step. */
import { createContext, useContext, useState } from 'react';
import { z } from 'zod';
import type { AppError } from '../../../domain/errors.ts';
import { SetupInput, type KeyKind } from '../../../shared/contract.ts';
import { call } from '../../base/api.ts';
import { useAppState, useSession } from '../../base/session.ts';
import { differs, NewKioskPin, NewPassword, useSecretWords, type SecretProblem } from '../../parts/new-secrets.ts';
import { useCallForm, type CallForm } from '../../ui/useCallForm.ts';

export const STEPS = ['language', 'site', 'camera', 'data', 'mode', 'key'] as const;
export type Step = (typeof STEPS)[number];

const error = (problem: SecretProblem) => ({ error: problem });
const { language, siteName, timeZone, cameraId, dataFolder, keyKind, mode } = SetupInput.shape;
const SiteName = z
  .string()
  .trim()
  .min(1, error('required'))
  .refine((name) => siteName.safeParse(name).success, error('too-long'));
const Typed = z.strictObject({
  language,
  siteName: z.string(),
  timeZone,
  password: z.string(),
  repeat: z.string(),
  pin: z.string(),
  pinRepeat: z.string(),
  cameraId,
  dataFolder,
  keyKind,
  passphrase: z.string(),
  passphraseRepeat: z.string(),
  mode,
});
export type Typed = z.infer<typeof Typed>;
const SECRETS = ['password', 'repeat', 'pin', 'pinRepeat', 'passphrase', 'passphraseRepeat'] as const;

/** Two that must say the same, once the first of them is right. */
function twice<S extends z.ZodType<Typed, Typed>>(schema: S, one: z.ZodString, first: keyof Typed, second: keyof Typed) {
  return schema.refine((typed) => !one.safeParse(typed[first]).success || typed[first] === typed[second], {
    path: [second],
    ...differs,
  });
}

const SITE = twice(
  twice(Typed.extend({ siteName: SiteName, password: NewPassword, pin: NewKioskPin }), NewPassword, 'password', 'repeat'),
  NewKioskPin,
  'pin',
  'pinRepeat',
);
const PASSPHRASE = twice(Typed.extend({ passphrase: NewPassword }), NewPassword, 'passphrase', 'passphraseRepeat');

/** What a step's fields must be; of other steps nothing is asked. */
export function schemaOf(step: Step, keyKind: KeyKind): z.ZodType<Typed, Typed> {
  if (step === 'site') return SITE;
  return step === 'data' && keyKind === 'passphrase' ? PASSPHRASE : Typed;
}

const empty = (keyKind: KeyKind): Typed => ({
  language: navigator.language.startsWith('zh') ? 'zh-CN' : 'en',
  siteName: '',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
  password: '',
  repeat: '',
  pin: '',
  pinRepeat: '',
  cameraId: null,
  dataFolder: null,
  keyKind,
  passphrase: '',
  passphraseRepeat: '',
  mode: 'desk',
});

function inputOf(typed: Typed): SetupInput {
  return {
    language: typed.language,
    siteName: typed.siteName.trim(),
    timeZone: typed.timeZone,
    password: typed.password,
    kioskPin: typed.pin,
    cameraId: typed.cameraId,
    dataFolder: typed.dataFolder,
    mode: typed.mode,
    keyKind: typed.keyKind,
    passphrase: typed.keyKind === 'passphrase' ? typed.passphrase : null,
  };
}

export type FirstRun = {
  readonly step: Step;
  readonly form: CallForm<Typed>;
  /** Shown once. */
  readonly recoveryKey: string | null;
  readonly edit: (part: Partial<Typed>) => void;
  readonly back: () => void;
  readonly chooseFolder: () => Promise<void>;
  readonly finish: () => void;
};

/** Goes on when the step's fields are right; from the last question it sets the app up. */
export function useFirstRunForm(): FirstRun {
  const { keyKinds } = useAppState();
  const [step, setStep] = useState<Step>('language');
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  const { say, words } = useSecretWords();
  const [initial] = useState(() => empty(keyKinds[0] ?? 'passphrase'));
  const [kind, setKind] = useState(initial.keyKind);

  const next = async (typed: Typed, refused: (error: AppError) => void) => {
    const secret = step === 'site' ? typed.password : step === 'data' && kind === 'passphrase' ? typed.passphrase : null;
    if (secret !== null) {
      // Whether it is one of the first guesses only main can say.
      const answer = await call('session.checkPassword', { password: secret, siteName: typed.siteName.trim() });
      if (answer.ok && answer.value.problem) {
        refused({ code: 'password-weak', reason: answer.value.problem });
        return null;
      }
    }
    form.forgive();
    setStep(STEPS[STEPS.indexOf(step) + 1] ?? step);
    // Main has taken nothing yet.
    return null;
  };
  const setUp = async (typed: Typed, refused: (error: AppError) => void) => {
    // Main opens the app before it answers: hold this screen, the recovery key is shown only here.
    useSession.setState({ finishing: true });
    const answer = await call('setup.complete', inputOf(typed));
    if (answer.ok) {
      setRecoveryKey(answer.value.recoveryKey);
      setStep('key');
      return answer;
    }
    useSession.setState({ finishing: false });
    if (answer.error.code === 'folder-unusable') setStep('data');
    refused(answer.error);
    return null;
  };
  const form: CallForm<Typed> = useCallForm({
    initial,
    schema: schemaOf(step, kind),
    words,
    place: (refused) =>
      refused.code === 'password-weak' ? { [step === 'data' ? 'passphrase' : 'password']: say(refused.reason) } : null,
    send: (typed, refused) => (step === 'mode' ? setUp(typed, refused) : next(typed, refused)),
    secrets: SECRETS,
  });
  const edit = (part: Partial<Typed>) => {
    if (part.keyKind) setKind(part.keyKind);
    form.fields.setValues(part);
  };
  return {
    step,
    form,
    recoveryKey,
    edit,
    back: () => {
      form.forgive();
      setStep(STEPS[Math.max(0, STEPS.indexOf(step) - 1)] ?? step);
    },
    chooseFolder: async () => {
      const answer = await call('setup.chooseFolder', null);
      if (!answer.ok) form.refuse(answer.error);
      else if (answer.value !== null) edit({ dataFolder: answer.value });
    },
    finish: () => {
      setRecoveryKey(null);
      useSession.setState({ finishing: false });
    },
  };
}

export const FirstRunContext = createContext<FirstRun | null>(null);

/** The first run, for its steps. */
export function useFirstRun(): FirstRun {
  const run = useContext(FirstRunContext);
  if (!run) throw new Error('a step outside of the first run');
  return run;
}
