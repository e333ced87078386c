/** One site with a door of every kind, all of which live their stories at once. */
import type { Random } from '../../../tools/random.ts';
import { DEVICES } from './devices.ts';
import { openSite } from './site.ts';
import { live, type Asked, type Door, type Tally } from './story.ts';

export type House = {
  readonly doors: readonly Door[];
  /** Kinds whose line needs a program that is not installed. */
  readonly left: readonly string[];
  /** Every door lives these one after another, in an order of its own. */
  live(asked: readonly Asked[], random: Random, tally: Tally): Promise<void>;
  close(): Promise<void>;
};

export async function openHouse(): Promise<House> {
  const site = await openSite();
  const doors: Door[] = [];
  for (const { kind, make } of DEVICES) {
    if (!make) continue;
    const peer = await make();
    doors.push({ kind, peer, doorId: await site.wire(peer, kind) });
  }
  return {
    doors,
    left: DEVICES.flatMap(({ kind, make }) => (make ? [] : [kind])),
    async live(asked, random, tally) {
      await Promise.all(
        doors.map(async (door, i) => {
          for (let j = 0; j < asked.length; j += 1) await live(site, door, asked[(i + j) % asked.length]!, random, tally);
        }),
      );
    },
    async close() {
      await site.close();
      for (const { peer } of doors) await peer.close();
    },
  };
}
