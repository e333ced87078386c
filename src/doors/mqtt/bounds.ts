/**
 * How much a broker may say. It need not be ours alone, and whoever may publish on it may publish anything: what is too long is not looked at,
 * and a line on which too much comes is given up, since a processor that only listens opens no door.
 */
import type { MqttClient } from 'mqtt';

/** Commands, words of relays and of contacts have 200 characters at most, of up to four bytes each. */
export const PAYLOAD_MAX = 1_000;
/** Told to an MQTT 5 broker: it keeps longer packets to itself. */
export const PACKET_MAX = 4_096;
/** Bytes since the last whole packet: a packet that goes on for so long is none of ours, whatever its header promises. */
const UNFINISHED_MAX = 262_144;
/** Messages at once, and a second for ever: a hundred times what a house full of relays says. */
const AT_ONCE = 3_000;
const A_SECOND = 300;

/** Calls `tooMuch` once, when a line says more than any relay could mean. */
export function boundLine(client: MqttClient, tooMuch: (why: string) => void): void {
  let unfinished = 0;
  let room = AT_ONCE;
  let at = performance.now();
  let told = false;
  const tell = (why: string): void => {
    if (told) return;
    told = true;
    tooMuch(why);
  };
  client.stream.on('data', (chunk: Uint8Array) => {
    unfinished += chunk.length;
    if (unfinished > UNFINISHED_MAX) tell('a packet without end');
  });
  client.on('packetreceive', ({ cmd }) => {
    unfinished = 0;
    if (cmd !== 'publish') return;
    const now = performance.now();
    room = Math.min(AT_ONCE, room + ((now - at) / 1000) * A_SECOND) - 1;
    at = now;
    if (room < 0) tell('messages without end');
  });
}
