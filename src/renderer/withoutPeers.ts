/**
 * Peer connections are the one way out that a Content-Security-Policy does not govern (Chromium knows no `webrtc` directive), and nothing
 * here makes any. Their constructors go before any other script of the page runs; main closes the rest (gates.ts).
 */
for (const name of [
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'RTCDataChannel',
  'RTCIceTransport',
  'RTCRtpScriptTransform',
  'WebTransport',
]) {
  Reflect.deleteProperty(globalThis, name);
}
