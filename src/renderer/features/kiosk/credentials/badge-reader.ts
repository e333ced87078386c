/** Frame after frame to the badge worker, a few a second: whoever holds a badge up waits no longer than a glance. */
import type { FromBadgeWorker, ToBadgeWorker } from './badge-messages.ts';

export const READING = {
  /** Between two looks while nothing else needs the processor, ms. */
  every: 200,
  /** While a face is being checked: the door finds faces first. */
  busy: 600,
  /** A badge that stays in the picture is told once; gone for this long, it may come again. */
  gone: 2500,
  /** A worker that is silent for this long is started anew. */
  silence: 5000,
} as const;

type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export type BadgeReaderWorld = {
  createWorker(): WorkerLike;
  /** The camera's picture now, which the taker closes; null where there is none. */
  grab(): VideoFrame | null;
  /** A face is being checked. */
  busy(): boolean;
  /** Milliseconds that only rise. */
  now(): number;
  /** @param seenAt when the frame was taken that showed it first, on the same clock */
  onBadge(token: string, seenAt: number): void;
};

/** Reads until the returned function is called. */
export function readBadges(world: BadgeReaderWorld): () => void {
  let worker: WorkerLike | null = null;
  let asked: { readonly id: number; readonly at: number } | null = null;
  let next = 0;
  let ids = 0;
  let last: { readonly token: string; readonly at: number } | null = null;

  const answered = ({ data }: MessageEvent<FromBadgeWorker>): void => {
    const frame = asked;
    if (frame?.id !== data.id) return;
    asked = null;
    if (data.token === null) return;
    const same = last?.token === data.token && frame.at - last.at < READING.gone;
    last = { token: data.token, at: frame.at };
    if (!same) world.onBadge(data.token, frame.at);
  };
  const end = (): void => {
    worker?.terminate();
    worker = null;
    asked = null;
  };
  const look = (): void => {
    const at = world.now();
    if (asked) {
      if (at - asked.at < READING.silence) return;
      end();
    }
    if (at < next) return;
    const picture = world.grab();
    if (!picture) return;
    next = at + (world.busy() ? READING.busy : READING.every);
    if (!worker) {
      worker = world.createWorker();
      worker.addEventListener('message', answered as EventListener);
      worker.addEventListener('error', end);
    }
    asked = { id: (ids += 1), at };
    const message: ToBadgeWorker = { id: asked.id, picture };
    worker.postMessage(message, [picture]);
  };
  const timer = setInterval(look, 50);
  return () => {
    clearInterval(timer);
    end();
  };
}
