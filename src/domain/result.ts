import type { AppError } from './errors.ts';

/** An expected failure is a value. A throw means a bug. */
export type Result<T, E = AppError> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<E = AppError>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
