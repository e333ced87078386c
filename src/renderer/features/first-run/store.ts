/** What is typed during the first run, step by step; going back keeps it. Nothing is stored before the last step. */
import { create } from 'zustand';
import { PASSWORD_MAX, PASSWORD_MIN, sameText, type PasswordProblem } from '../../../domain/credentials/password.ts';
import { kioskPinProblem, type KioskPinProblem } from '../../../domain/credentials/pin.ts';
import type { AppError } from '../../../domain/errors.ts';
import type { KeyKind, SetupInput } from '../../../shared/contract.ts';
import type { Language } from '../../../domain/language.ts';
import { FIELDS, longestOf, type Settings } from '../../../shared/settings.ts';
import { call } from '../../base/api.ts';
import { useSession } from '../../base/session.ts';

export const STEPS = ['language', 'site', 'camera', 'data', 'mode', 'key'] as const;
export type Step = (typeof STEPS)[number];

export type Form = {
  readonly language: Language;
  readonly siteName: string;
  readonly timeZone: string;
  readonly password: string;
  readonly repeat: string;
  readonly pin: string;
  readonly pinRepeat: string;
  readonly cameraId: string | null;
  readonly dataFolder: string | null;
  /** null until chosen: then the most advisable kind of this machine counts. */
  readonly keyKind: KeyKind | null;
  readonly passphrase: string;
  readonly passphraseRepeat: string;
  readonly mode: Settings['kiosk']['mode'];
};

export type Problem = 'required' | 'differs' | PasswordProblem | KioskPinProblem;
export type Problems = Partial<Record<keyof Form, Problem>>;

function secretProblem(secret: string): Problem | null {
  if (secret === '') return 'required';
  const { length } = Array.from(sameText(secret));
  if (length < PASSWORD_MIN) return 'too-short';
  return length > PASSWORD_MAX ? 'too-long' : null;
}

/** What is wrong with a step's fields. */
export function problemsOf(step: Step, form: Form, keyKind: KeyKind): Problems {
  const found: Problems = {};
  const note = (field: keyof Form, problem: Problem | null) => {
    if (problem) found[field] = problem;
  };
  if (step === 'site') {
    const name = form.siteName.trim();
    note('siteName', name === '' ? 'required' : name.length > longestOf(FIELDS.site.name) ? 'too-long' : null);
    note('password', secretProblem(form.password));
    if (!found.password) note('repeat', form.repeat === form.password ? null : 'differs');
    note('pin', form.pin === '' ? 'required' : kioskPinProblem(form.pin));
    if (!found.pin) note('pinRepeat', form.pinRepeat === form.pin ? null : 'differs');
  }
  if (step === 'data' && keyKind === 'passphrase') {
    note('passphrase', secretProblem(form.passphrase));
    if (!found.passphrase) note('passphraseRepeat', form.passphraseRepeat === form.passphrase ? null : 'differs');
  }
  return found;
}

/** What only main can say of the step's new secret: whether it is one of the first guesses. */
async function commonOnes(step: Step, { password, passphrase, siteName }: Form, keyKind: KeyKind): Promise<Problems> {
  const field = step === 'site' ? 'password' : step === 'data' && keyKind === 'passphrase' ? 'passphrase' : null;
  if (field === null) return {};
  const answer = await call('session.checkPassword', { password: field === 'password' ? password : passphrase, siteName });
  return answer.ok && answer.value.problem ? { [field]: answer.value.problem } : {};
}

type FirstRun = {
  readonly step: Step;
  readonly form: Form;
  readonly problems: Problems;
  readonly error: AppError | null;
  readonly busy: boolean;
  readonly recoveryKey: string | null;
  readonly edit: (part: Partial<Form>) => void;
  readonly back: () => void;
  /** Goes on when the step's fields are right; from the last question it sets the app up. */
  readonly next: (keyKind: KeyKind) => Promise<void>;
  readonly chooseFolder: () => Promise<void>;
  readonly finish: () => void;
};

export const emptyForm: Form = {
  language: navigator.language.startsWith('zh') ? 'zh-CN' : 'en',
  siteName: '',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
  password: '',
  repeat: '',
  pin: '',
  pinRepeat: '',
  cameraId: null,
  dataFolder: null,
  keyKind: null,
  passphrase: '',
  passphraseRepeat: '',
  mode: 'desk',
};

function inputOf(form: Form, keyKind: KeyKind): SetupInput {
  const { language, timeZone, password, cameraId, dataFolder, mode } = form;
  return {
    language,
    siteName: form.siteName.trim(),
    timeZone,
    password,
    kioskPin: form.pin,
    cameraId,
    dataFolder,
    mode,
    keyKind,
    passphrase: keyKind === 'passphrase' ? form.passphrase : null,
  };
}

export const useFirstRun = create<FirstRun>()((set, get) => ({
  step: 'language',
  form: emptyForm,
  problems: {},
  error: null,
  busy: false,
  recoveryKey: null,

  edit: (part) =>
    set((s) => {
      const problems = Object.fromEntries(Object.entries(s.problems).filter(([field]) => !(field in part))) as Problems;
      return { form: { ...s.form, ...part }, problems, error: null };
    }),

  back: () => set((s) => ({ step: STEPS[Math.max(0, STEPS.indexOf(s.step) - 1)] ?? s.step, problems: {}, error: null })),

  next: async (keyKind) => {
    const { step, form, busy } = get();
    if (busy) return;
    const problems = problemsOf(step, form, keyKind);
    if (Object.keys(problems).length > 0) {
      set({ problems });
      return;
    }
    if (step !== 'mode') {
      set({ busy: true });
      const common = await commonOnes(step, form, keyKind);
      set({ busy: false });
      if (Object.keys(common).length > 0) {
        set({ problems: common });
        return;
      }
      set({ step: STEPS[STEPS.indexOf(step) + 1] ?? step, problems: {}, error: null });
      return;
    }
    set({ busy: true, error: null });
    // Main opens the app before it answers: hold this screen, the recovery key is shown only here.
    useSession.setState({ finishing: true });
    const answer = await call('setup.complete', inputOf(form, keyKind));
    if (answer.ok) {
      // The secrets are not needed any more.
      set({
        busy: false,
        step: 'key',
        recoveryKey: answer.value.recoveryKey,
        form: { ...emptyForm, language: form.language, siteName: form.siteName },
      });
      return;
    }
    useSession.setState({ finishing: false });
    set({ busy: false, error: answer.error, ...(answer.error.code === 'folder-unusable' ? { step: 'data' as const } : {}) });
  },

  chooseFolder: async () => {
    const answer = await call('setup.chooseFolder', null);
    if (!answer.ok) set({ error: answer.error });
    else if (answer.value !== null) get().edit({ dataFolder: answer.value });
  },

  finish: () => {
    set({ step: 'language', recoveryKey: null, form: emptyForm });
    useSession.setState({ finishing: false });
  },
}));
