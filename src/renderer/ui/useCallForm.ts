/** A form that main is sent (ADR 32): checked by the call's own schema, main's answer at its field, secrets that do not stay. */
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useEffect, useRef, useState, type RefObject, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { AppError } from '../../domain/errors.ts';
import { zodForm, type Errors, type Issue, type Words } from './zodForm.ts';

type Options<S extends z.ZodType<object, object>> = {
  readonly initial: z.input<S>;
  /** Of the call, or of the part of it that is asked for here. Its defaults, trimming and cleaning are applied before `send`. */
  readonly schema: S;
  /** Where a field has its own sentence. */
  readonly words?: Words<z.input<S>>;
  /** Sends it; null = main refused, and `refused` was told why. */
  readonly send: (values: z.output<S>, refused: (error: AppError) => void) => Promise<unknown>;
  /** After main has taken it. */
  readonly done?: () => void;
  /** A refusal of main's that belongs to a field, and its sentence; "bad-input" goes to its field by itself. */
  readonly place?: (error: AppError) => Errors | null;
  /** Fields that are emptied when main has taken them, when the form is left, and under a lock. */
  readonly secrets?: readonly (keyof z.input<S> & string)[];
  /** The secret that one of main's refusals finds wrong: it is emptied, and the next one typed there. */
  readonly wrong?: Partial<Record<AppError['code'], keyof z.input<S> & string>>;
  /** Fields say what is wrong with them once they have been left, and not only after a try to send. */
  readonly onBlur?: boolean;
};

export type CallForm<V> = {
  readonly fields: UseFormReturnType<V>;
  readonly values: V;
  /** Main's answer to the last try, unless a field shows it. */
  readonly error: AppError | null;
  readonly busy: boolean;
  /** Something was typed that main does not have. */
  readonly dirty: boolean;
  /** Starts anew: from these, which main has now, or from what it began with. */
  readonly reset: (values?: V) => void;
  /** What is wrong is said again after the next try. */
  readonly forgive: () => void;
  readonly submit: () => void;
  /** Shows what main has refused besides. */
  readonly refuse: (error: AppError) => void;
  /** For the form's element. */
  readonly element: {
    readonly ref: RefObject<HTMLFormElement | null>;
    readonly noValidate: true;
    readonly onSubmit: (event: SyntheticEvent) => void;
  };
};

/** The node of the first field, as the page has them, that has an error. */
function firstWrong(form: HTMLFormElement | null, errors: Errors): HTMLElement | null {
  const nodes = [...(form?.querySelectorAll<HTMLElement>('[data-path]') ?? [])];
  return nodes.find((node) => errors[node.dataset['path'] ?? ''] !== undefined) ?? null;
}

/** What is said where a form has no words of its own. */
function useUsualWords(): (issue: Issue) => string {
  const { t } = useTranslation();
  return (issue) => {
    const text = 'origin' in issue && issue.origin === 'string';
    if (text && issue.code === 'too_small') return t('fields.required');
    return text && issue.code === 'too_big' ? t('fields.tooLong', { count: Number(issue.maximum) }) : t('fields.check');
  };
}

/** Focus goes to the first wrong field, of those that are put in here, when its sentence has been drawn. */
function useFocusOnWrong(form: RefObject<HTMLFormElement | null>, busy: boolean): RefObject<Errors | null> {
  const wrong = useRef<Errors | null>(null);
  useEffect(() => {
    if (wrong.current === null || busy) return;
    const node = firstWrong(form.current, wrong.current);
    wrong.current = null;
    const typed = 'input, textarea, button';
    (node?.matches(typed) ? node : node?.querySelector<HTMLElement>(typed))?.focus();
  });
  return wrong;
}

/** Done when the form is left, and under a lock: other forms keep what was typed there, secrets do not wait. Answers the same, to be done now. */
function useForgotten(forget: () => void): () => void {
  const latest = useRef(forget);
  useEffect(() => {
    latest.current = forget;
  });
  useEffect(() => () => latest.current(), []);
  return () => latest.current();
}

/** Whether it is under way, and a way to do it: two presses before the first is drawn are one. */
function useOnce(): readonly [boolean, (work: () => Promise<void>) => Promise<void>] {
  const [busy, setBusy] = useState(false);
  const under = useRef(false);
  const once = async (work: () => Promise<void>) => {
    if (under.current) return;
    under.current = true;
    setBusy(true);
    try {
      await work();
    } finally {
      under.current = false;
      setBusy(false);
    }
  };
  return [busy, once];
}

function elementOf(ref: RefObject<HTMLFormElement | null>, submit: () => void): CallForm<unknown>['element'] {
  return {
    ref,
    noValidate: true,
    onSubmit: (event) => {
      event.preventDefault();
      // A form around this one's dialog, if there is one, is another's.
      event.stopPropagation();
      submit();
    },
  };
}

/** "bad-input" at its field. Main names it by its place in the whole call: `fields.name`, `person.department`. */
function named(refused: AppError, sentence: string): Errors {
  if (refused.code !== 'bad-input') return {};
  return Object.fromEntries(refused.field.split('.').map((_part, at, parts) => [parts.slice(at).join('.'), sentence]));
}

export function useCallForm<S extends z.ZodType<object, object>>(options: Options<S>): CallForm<z.input<S>> {
  type V = z.input<S>;
  const { initial, schema, words, send, done, place, secrets = [], wrong: wrongOnes = {}, onBlur = false } = options;
  const { t } = useTranslation();
  const [error, setError] = useState<AppError | null>(null);
  const [busy, once] = useOnce();
  const ref = useRef<HTMLFormElement>(null);
  /** After a try, what is wrong follows the typing. */
  const tried = useRef(false);
  const wrong = useFocusOnWrong(ref, busy);
  const usual = useUsualWords();
  const check = zodForm<V>(schema, (path, issue, values) => words?.(path, issue, values) ?? usual(issue));
  const fields = useForm<V>({
    initialValues: initial,
    validate: check,
    validateInputOnBlur: onBlur,
    onValuesChange: (values) => {
      setError(null);
      if (tried.current) fields.setErrors(check(values));
    },
  });

  const forget = useForgotten(() => {
    if (secrets.length === 0) return;
    tried.current = false;
    fields.setValues(Object.fromEntries(secrets.map((name) => [name, initial[name]])) as Partial<V>);
  });

  const show = (errors: Errors, refused: AppError) => {
    // A field that this form does not show says nothing to anybody: then it stands above the button.
    if (firstWrong(ref.current, errors) === null) {
      setError(refused);
      return;
    }
    wrong.current = errors;
    fields.setErrors(errors);
  };
  const refuse = (refused: AppError) => {
    const name = wrongOnes[refused.code];
    if (name === undefined) {
      show(place?.(refused) ?? named(refused, t('fields.check')), refused);
      return;
    }
    fields.setFieldValue(name, initial[name] as never);
    setError(refused);
    wrong.current = { [name]: '' };
  };
  const go = async () => {
    tried.current = true;
    const values = fields.getValues();
    const errors = check(values);
    const parsed = schema.safeParse(values);
    if (!parsed.success) {
      fields.setErrors(errors);
      show(errors, { code: 'bad-input', field: Object.keys(errors)[0] ?? '' });
      return;
    }
    tried.current = false;
    setError(null);
    let refused = null as AppError | null;
    const taken = await send(parsed.data, (why) => {
      refused = why;
    });
    if (refused) refuse(refused);
    if (taken === null || refused) return;
    forget();
    done?.();
  };
  return {
    fields,
    values: fields.values,
    error,
    busy,
    dirty: fields.isDirty(),
    reset: (values) => {
      tried.current = false;
      setError(null);
      if (values) fields.setInitialValues(values);
      fields.reset();
    },
    forgive: () => {
      tried.current = false;
      setError(null);
      fields.clearErrors();
    },
    submit: () => void once(go),
    refuse,
    element: elementOf(ref, () => void once(go)),
  };
}

/** What main has now: somebody else's change shows at once, unless the form holds changes of its own. */
export function useStored<V>({ reset, dirty, fields }: CallForm<V>, stored: V): void {
  const now = JSON.stringify(stored);
  const before = useRef(now);
  useEffect(() => {
    if (before.current === now) return;
    before.current = now;
    const values = JSON.parse(now) as V;
    if (dirty) fields.setInitialValues(values as never);
    else reset(values);
  });
}
