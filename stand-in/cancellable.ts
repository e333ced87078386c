import type { EventEmitter } from 'node:events';

/** Emits an event whose listeners may call preventDefault(). Answers whether nobody did. */
export function cancellable(emitter: EventEmitter, name: string, ...rest: unknown[]): boolean {
  let prevented = false;
  const event = {
    preventDefault: (): void => {
      prevented = true;
    },
    get defaultPrevented(): boolean {
      return prevented;
    },
  };
  emitter.emit(name, event, ...rest);
  return !prevented;
}
