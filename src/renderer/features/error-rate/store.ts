/** What is chosen and not yet saved, and the month of visits that it is tried on. */
import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import type { StoredVisit } from '../../../domain/recognition/what-if.ts';
import type { Settings } from '../../../shared/settings.ts';
import { whenGone } from '../../base/answers.ts';
import { call } from '../../base/api.ts';
import { saveSettings } from '../../base/saveSettings.ts';

export type Draft = Partial<
  Pick<Settings['recognition'], 'wrongPersonOneIn' | 'strangers' | 'threshold' | 'margin' | 'voteFrames'>
>;
type Chosen = Required<Draft>;

export const DAYS = 30;
const PAGE = 500;

type Store = {
  readonly draft: Draft;
  /** null until they are all read. */
  readonly visits: readonly StoredVisit[] | null;
  /** Share of them read, 0..1. */
  readonly done: number;
  readonly error: AppError | null;
  readonly choose: (part: Draft) => void;
  readonly forget: () => void;
  readonly save: (part: Partial<Settings['recognition']>) => Promise<AppError | null>;
  readonly loadVisits: (now: number) => Promise<void>;
};

/** Rises with each reading: a page of an older one is dropped. */
let reading = 0;

export const useErrorRate = create<Store>()((set) => ({
  draft: {},
  visits: null,
  done: 0,
  error: null,

  choose: (part) => set((s) => ({ draft: { ...s.draft, ...part } })),
  forget: () => set({ draft: {} }),

  save: async (part) => {
    const saved = await saveSettings({ recognition: part });
    return saved && 'error' in saved ? saved.error : null;
  },

  loadVisits: async (now) => {
    const mine = (reading += 1);
    set({ visits: null, done: 0, error: null });
    const visits: StoredVisit[] = [];
    for (let more = true, after = 0; more;) {
      const page = await call('errorRate.visits', { from: Math.max(0, now - DAYS * 86_400_000), after, limit: PAGE });
      if (mine !== reading) return;
      if (!page.ok) {
        set({ error: page.error });
        return;
      }
      visits.push(...page.value.visits);
      after = visits.at(-1)?.eventId ?? after;
      more = page.value.more && page.value.visits.length > 0;
      set({ done: page.value.done });
    }
    set({ visits, done: 1 });
  },
}));

whenGone(() => useErrorRate.setState(useErrorRate.getInitialState()));

/** The saved settings with the draft over them, and what of it differs. */
export function chosenOf(settings: Settings, draft: Draft): { readonly chosen: Chosen; readonly changed: Draft } {
  const { wrongPersonOneIn, strangers, threshold, margin, voteFrames } = settings.recognition;
  const saved: Chosen = { wrongPersonOneIn, strangers, threshold, margin, voteFrames };
  const chosen = { ...saved, ...draft };
  const differ = (Object.keys(saved) as (keyof Chosen)[]).filter((k) => chosen[k] !== saved[k]);
  return { chosen, changed: Object.fromEntries(differ.map((k) => [k, chosen[k]])) };
}
