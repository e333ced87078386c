/** The crops that wait for an engine, in the order in which they were asked: one at a time is in hand. */
import type { AppError } from '../../domain/errors.ts';
import { err, type Result } from '../../domain/result.ts';
import type { Embedding } from '../../engine/embedder.ts';

export type Question = { readonly id: number; readonly crop: Uint8Array };

export type Questions = {
  /** Waits behind the others; `engine-down` where too many do. */
  add(crop: Uint8Array): Promise<Result<Embedding>>;
  /** The first, to be asked by whoever takes it; null while it was asked already, or where none waits. */
  take(): Question | null;
  /** The first goes on. False where it is not the one that was asked last. */
  answered(id: number, result: Result<Embedding>): boolean;
  /** Whoever was asked is gone: the first is taken again, or answered `engine-down` when it was asked too often: it may be the reason. */
  lost(): void;
  answerAll(error: AppError): void;
};

/** @param limits `waiting`: more are refused. `askedAtMost`: tries for one question */
export function createQuestions(limits: { readonly waiting: number; readonly askedAtMost: number }): Questions {
  const waiting: { readonly id: number; readonly crop: Uint8Array; readonly answer: (r: Result<Embedding>) => void }[] = [];
  let nextId = 1;
  let inHand = false;
  /** How often the first was asked. */
  let asked = 0;

  function done(result: Result<Embedding>): void {
    inHand = false;
    asked = 0;
    waiting.shift()?.answer(result);
  }

  return {
    add(crop) {
      if (waiting.length >= limits.waiting) return Promise.resolve(err({ code: 'engine-down' }));
      return new Promise((answer) => {
        waiting.push({ id: nextId++, crop, answer });
      });
    },
    take() {
      const first = waiting[0];
      if (!first || inHand) return null;
      inHand = true;
      asked += 1;
      return { id: first.id, crop: first.crop };
    },
    answered(id, result) {
      if (!inHand || waiting[0]?.id !== id) return false;
      done(result);
      return true;
    },
    lost() {
      inHand = false;
      if (asked >= limits.askedAtMost) done(err({ code: 'engine-down' }));
    },
    answerAll(error) {
      inHand = false;
      asked = 0;
      for (const { answer } of waiting.splice(0)) answer(err(error));
    },
  };
}
