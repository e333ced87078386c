/**
 * What a kiosk has shown, in order. A welcome stays for three seconds; where the machine is busy elsewhere for those, whoever only looks now and then
 * misses it. So the page itself writes down each panel that it draws.
 */
import type { Page } from '@playwright/test';

type Panels = { readonly shown: { readonly kind: string; readonly text: string }[]; taken: number };
type Watched = typeof globalThis & { lintelPanels?: Panels };

function remember(): void {
  const page: Watched = globalThis;
  if (page.lintelPanels) return;
  const panels: Panels = { shown: [], taken: 0 };
  page.lintelPanels = panels;
  const look = (): void => {
    const panel = document.querySelector<HTMLElement>('[data-testid="kiosk-panel"]');
    const [kind, text] = [panel?.dataset['kind'] ?? '', panel?.textContent ?? ''];
    const last = panels.shown.at(-1);
    if (last?.kind !== kind || last.text !== text) panels.shown.push({ kind, text });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  look();
}

const watched = new WeakSet<Page>();

/** From now on, and after each time that the page loads anew. */
export async function rememberPanels(page: Page): Promise<void> {
  if (!watched.has(page)) {
    watched.add(page);
    await page.addInitScript(remember);
  }
  // A page that is just being loaded begins by itself.
  await page.evaluate(remember).catch(() => undefined);
}

/** Whether it has shown such a panel since the last one that was taken; takes it, and with it all before. */
export const takePanel = (page: Page, kind: string, text: string): Promise<boolean> =>
  page
    .evaluate(
      ([wantedKind, wantedText]) => {
        const { lintelPanels: panels } = globalThis as Watched;
        if (!panels) return false;
        const at = panels.shown.findIndex(
          (panel, index) => index >= panels.taken && panel.kind === wantedKind && panel.text.includes(wantedText),
        );
        if (at >= 0) panels.taken = at + 1;
        return at >= 0;
      },
      [kind, text] as const,
    )
    .catch(() => false);
