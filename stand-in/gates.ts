/** What Electron's session and web contents are told of src/main/window/gates.ts, as switches of a Chromium that shows the stand-in. */
import { NO_WAY_OUT, WEBRTC_POLICY } from '../src/main/window/gates.ts';

/** Chromium goes round the proxy for loopback, where the stand-in's page comes from. */
export const GATE_SWITCHES: readonly string[] = [
  `--proxy-server=${NO_WAY_OUT.proxyRules}`,
  `--webrtc-ip-handling-policy=${WEBRTC_POLICY}`,
];
