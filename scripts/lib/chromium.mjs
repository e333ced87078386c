// A Chromium to show the app in where there is no Electron; Debian's, installed by us when we are root there.
import { existsSync, readdirSync } from 'node:fs';
import { isDebian, isRoot, onPath } from './project.mjs';
import { run, tail } from './run.mjs';
import { step, Stop } from './say.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const ELSEWHERE = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map(
    (name) => `${process.env[name] ?? ''}\\Google\\Chrome\\Application\\chrome.exe`,
  ),
};

/** Path of the browser, or null. LINTEL_CHROMIUM names another. */
export function findChromium() {
  const given = process.env.LINTEL_CHROMIUM;
  if (given) return existsSync(given) ? given : null;
  return onPath(NAMES) ?? (ELSEWHERE[process.platform] ?? []).find((path) => existsSync(path)) ?? null;
}

const noninteractive = { DEBIAN_FRONTEND: 'noninteractive', DEBCONF_NONINTERACTIVE_SEEN: 'true', NEEDRESTART_MODE: 'a' };
const aptOptions = [
  '-y',
  '-q',
  '-o',
  'DPkg::Lock::Timeout=120',
  '-o',
  'Dpkg::Options::=--force-confdef',
  '-o',
  'Dpkg::Options::=--force-confold',
];

function haveLists() {
  try {
    return readdirSync('/var/lib/apt/lists').some((name) => name.endsWith('_Packages') || name.includes('_Packages.'));
  } catch {
    return false;
  }
}

export async function aptInstall(packages) {
  const update = () => run('apt-get', ['update', '-q'], { limitMs: 180_000, env: noninteractive });
  const get = () =>
    run('apt-get', ['install', ...aptOptions, '--no-install-recommends', ...packages], { limitMs: 480_000, env: noninteractive });
  let fresh = false;
  if (!haveLists()) fresh = (await update()).status === 0;
  let result = await get();
  if (result.status !== 0 && !fresh) {
    // Lists of last month name packages that are gone.
    await update();
    result = await get();
  }
  if (result.status !== 0) throw new Stop(`apt-get install ${packages.join(' ')} failed:\n${tail(result.output)}`);
}

/**
 * Chinese names need glyphs. Noto CJK has no ř and writes an r with a háček beside it, so that "Dvořák" needs a font of its own before it, which is
 * Liberation (theme.ts names both). A missing font is no reason to stop.
 */
const FONTS = { 'fonts-noto-cjk': ':lang=zh', 'fonts-liberation': 'Liberation Sans' };
async function missingFonts() {
  const missing = [];
  for (const [name, pattern] of Object.entries(FONTS)) {
    const { status, output } = await run('fc-list', [pattern, 'family'], { limitMs: 60_000 });
    if (status === 0 && output.trim() === '') missing.push(name);
  }
  return missing;
}

export async function ensureChromium() {
  const canInstall = process.platform === 'linux' && isRoot() && isDebian();
  const found = findChromium();
  if (found) {
    const fonts = canInstall ? await missingFonts() : [];
    if (fonts.length > 0) await step(`installing ${fonts.join(' and ')} (apt)`, () => aptInstall(fonts)).catch(() => undefined);
    return found;
  }
  if (process.env.LINTEL_CHROMIUM) throw new Stop(`LINTEL_CHROMIUM is set, but ${process.env.LINTEL_CHROMIUM} is not there.`);
  if (!canInstall) {
    const how =
      {
        linux: 'e.g. sudo apt-get install chromium fonts-noto-cjk fonts-liberation',
        darwin: 'Google Chrome or Chromium',
        win32: 'Google Chrome',
      }[process.platform] ?? 'Chromium';
    throw new Stop(
      `Neither Electron nor Chromium is to be had here. Please install a browser (${how}), or Electron, and try again.`,
    );
  }
  await step('installing Chromium and fonts (apt)', () => aptInstall(['chromium', ...Object.keys(FONTS)]));
  const installed = findChromium();
  if (!installed) throw new Stop('apt-get installed chromium, but no program of that name is on the PATH.');
  return installed;
}
