/**
 * What the page may ask of Chromium: which requests, which permissions, where it may go; and how that is said to Electron. Its types
 * alone are Electron's, so that all of it runs in tests. The Content-Security-Policy (app-protocol.ts) says the same to the page itself; these hold where that has a hole.
 */
import type { Session, WebContents } from 'electron';

export const APP_ORIGIN = 'app://lintel';

/** scheme://host[:port] in lower case; null for what has none. (`new URL(…).origin` is 'null' for a scheme that Node does not know.) */
function originOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed && parsed.host !== '' ? `${parsed.protocol}//${parsed.host}`.toLowerCase() : null;
}

/** Whether an address is a page of ours: the origin itself, not something that begins like it. */
export const isOurs = (url: string): boolean => originOf(url) === APP_ORIGIN;

/** Whether a request may be made at all: our own files, and what the page holds itself. Nothing else leaves, whatever the page says. */
export function mayRequest(url: string, development: boolean): boolean {
  const scheme = URL.parse(url)?.protocol;
  if (scheme === 'blob:' || scheme === 'data:') return true;
  return isOurs(url) || (development && scheme === 'devtools:');
}

export type PermissionFacts = {
  /** The origin or address of the frame that asks. */
  readonly origin: string;
  readonly isMainFrame: boolean;
  /** Of a request for `media`: what is asked for. */
  readonly mediaTypes?: readonly string[] | undefined;
  /** Of a check of `media`: the one that is looked up. */
  readonly mediaType?: string | undefined;
};

/** The camera without the microphone, and writing plain text to the clipboard (the copy buttons); for our own page, and nothing else. */
export function mayUse(permission: string, { origin, isMainFrame, mediaTypes, mediaType }: PermissionFacts): boolean {
  if (!isOurs(origin) || !isMainFrame) return false;
  if (permission === 'clipboard-sanitized-write') return true;
  const asked = mediaTypes ?? [mediaType];
  return permission === 'media' && asked.length === 1 && asked[0] === 'video';
}

/**
 * Whether a key that is pressed at a kiosk may reach the page: no combination, no function key. Nobody who comes by needs one, and a scanner
 * types whatever stands on what is shown to it (renderer/features/kiosk/useKioskKeys.ts does the same in the page, where this is not to be had).
 */
export function mayPress(key: {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}): boolean {
  return !key.control && !key.alt && !key.meta && !/^F\d+$/.test(key.key);
}

/** A proxy where nobody listens: a request that passed every other gate finds no way out. Not even loopback goes round it. */
export const NO_WAY_OUT = { mode: 'fixed_servers', proxyRules: '127.0.0.1:1', proxyBypassRules: '<-loopback>' } as const;

/** No UDP but through that proxy: what WebRTC could send, did the policy let it. */
export const WEBRTC_POLICY = 'disable_non_proxied_udp';

/** Every renderer of the app. Developer tools are for development: in a packed build nobody looks behind a kiosk's page. */
export function webPreferences(preload: string, development: boolean) {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    spellcheck: false,
    webviewTag: false,
    devTools: development,
  } as const;
}

/** Every web contents that ever comes to be, ours and what a page might bring about. */
export function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy(WEBRTC_POLICY);
  contents.on('will-navigate', (event, url) => {
    if (!isOurs(url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event, url) => {
    if (!isOurs(url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** The gates of gates.ts, in front of everything that a session does. Before the first window. */
export async function closeGates(session: Session, development: boolean): Promise<void> {
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !mayRequest(request.url, development) }));
  session.setPermissionRequestHandler((_contents, permission, answer, facts) => {
    const mediaTypes = 'mediaTypes' in facts ? facts.mediaTypes : undefined;
    answer(mayUse(permission, { origin: facts.requestingUrl, isMainFrame: facts.isMainFrame, mediaTypes }));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame, mediaType }) =>
    mayUse(permission, { origin, isMainFrame, mediaType }),
  );
  session.setDevicePermissionHandler(() => false);
  await session.setProxy(NO_WAY_OUT);
}
