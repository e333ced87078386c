import { useEffect, useState } from 'react';
import type { PasswordProblem } from '../../domain/credentials/password.ts';
import { call } from '../base/api.ts';

/** Typing goes on; main is asked when it rests. */
const REST_MS = 250;

/** Why main would not take this as a new password; null while it would, or while it has not said yet. */
export function usePasswordProblem(password: string, siteName: string): PasswordProblem | null {
  const [answer, setAnswer] = useState<{ readonly of: string; readonly problem: PasswordProblem | null }>({
    of: '',
    problem: null,
  });
  useEffect(() => {
    if (password === '') return undefined;
    let live = true;
    const timer = setTimeout(() => {
      void call('session.checkPassword', { password, siteName }).then((said) => {
        if (live && said.ok) setAnswer({ of: password, problem: said.value.problem });
      });
    }, REST_MS);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [password, siteName]);
  return answer.of === password ? answer.problem : null;
}
