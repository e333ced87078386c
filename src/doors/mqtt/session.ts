/**
 * One connection to a broker, from connect to loss; never reused and never repaired, so that nothing unsent survives it.
 * [Note: two wills] A connection has one last will. The main one's says that Lintel is offline; a second, silent connection's is the
 * command that closes the door: when this computer crashes in mid-pulse, the broker sends it after `KEEPALIVE_S` and a half.
 */
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { IClientOptions, IPublishPacket, MqttClient } from 'mqtt';
import { err, ok, type Result } from '../../domain/result.ts';
import { mqttTopics, type ConfigOf } from '../../shared/outputs.ts';
import { boundLine, PACKET_MAX, PAYLOAD_MAX } from './bounds.ts';
import { doorFault, errorWords, type Attempt } from '../door.ts';
import type { Message } from './topics.ts';

type Config = ConfigOf<'mqtt'>;

const KEEPALIVE_S = 5;
/** CONNACK codes of MQTT 3.1.1 and 5 that mean "not you": bad user name or password, not authorised, banned, bad method. */
const REFUSED = [4, 5, 0x86, 0x87, 0x8a, 0x8c];
/** PUBACK of MQTT 5: the broker took it, and nobody is subscribed. */
const NOBODY_LISTENS = 0x10;

export type Keeping = {
  /** MQTT 5: the broker throws it away after so many seconds; null = never. */
  readonly expires: number | null;
  /** MQTT 3.1.1 knows no expiry: what need not be kept goes with QoS 0, and no queue of a relay that is away grows by it. */
  readonly kept: boolean;
};
export const KEPT: Keeping = { expires: null, kept: true };

export type Session = {
  /** Resolves when the broker has it (QoS 1), or when it is sent (QoS 0). Errors: door-unreachable where nobody listens, door-timeout. */
  publish(message: Message, keeping: Keeping, call: Attempt): Promise<Result<null>>;
  /** Without a guard a crash leaves the door as it is: for an emergency. */
  guard(on: boolean, call: Attempt): Promise<Result<null>>;
  /** Says goodbye: no will is sent. */
  end(): Promise<void>;
  /** Throws it away with all that is unsent; the broker sends the wills. */
  drop(): void;
};

export type SessionOptions = {
  readonly config: Config;
  readonly password: string;
  readonly guarded: boolean;
  readonly onMessage: (topic: string, payload: string, retained: boolean) => void;
  /** @param flooded more came than any relay could mean */
  readonly onLost: (flooded: boolean) => void;
};

/** [Note: late packets] (request.ts): the socket is reset, not closed. */
export function destroy(client: MqttClient): void {
  const stream = client.stream as Partial<Socket> | undefined;
  stream?.resetAndDestroy?.();
  client.end(true);
}

/** @param will what the broker says when this connection is lost; null = nothing */
export async function dial(
  config: Pick<Config, 'url' | 'username' | 'protocol'>,
  password: string,
  role: string,
  will: Message | null,
  { signal, trace }: Attempt,
  onFlood: (why: string) => void,
): Promise<Result<MqttClient>> {
  const { connect } = await import('mqtt');
  const { username, protocol, url } = config;
  const options: IClientOptions = {
    protocolVersion: protocol,
    clean: true,
    clientId: `lintel-${role}-${randomBytes(5).toString('hex')}`,
    keepalive: KEEPALIVE_S,
    reconnectPeriod: 0,
    connectTimeout: 10_000,
    resubscribe: false,
    queueQoSZero: false,
    ...(will ? { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1 as const, retain: will.retain } } : {}),
    ...(protocol === 5 ? { properties: { maximumPacketSize: PACKET_MAX } } : {}),
    ...(username === '' ? {} : { username, password }),
  };
  if (signal.aborted) return err({ code: 'door-timeout' });
  const client = connect(url, options);
  // Each word that waits for its answer listens for the end of the line.
  client.setMaxListeners(0);
  const { promise, resolve } = Promise.withResolvers<Result<MqttClient>>();
  const fail = (error: unknown): void => {
    trace('note', signal.aborted ? 'no answer in time' : errorWords(error));
    const code = error instanceof Error && 'code' in error ? error.code : null;
    resolve(err(typeof code === 'number' && REFUSED.includes(code) ? { code: 'door-password' } : doorFault(error, signal)));
    destroy(client);
  };
  const closed = (): void => fail(Object.assign(new Error('the broker hung up'), { code: 'ECONNRESET' }));
  const onAbort = (): void => fail(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  client.on('error', fail);
  client.once('close', closed);
  // Before it is connected too: whoever answers there may be anybody. Afterwards its end is a loss like any other.
  boundLine(client, (why) => {
    fail(new Error(why));
    onFlood(why);
  });
  client.once('connect', () => {
    client.off('close', closed);
    client.off('error', fail);
    client.on('error', () => undefined);
    resolve(ok(client));
  });
  void promise.finally(() => signal.removeEventListener('abort', onAbort));
  return promise;
}

/** Errors: door-unreachable, door-timeout, door-password, door-answer. */
export async function openSession(options: SessionOptions, call: Attempt): Promise<Result<Session>> {
  const { config, password, onMessage, onLost } = options;
  const topics = mqttTopics(config.base);
  const closes: Message = { topic: config.command.topic, payload: config.command.close, retain: false };
  let over = false;
  let flooded = false;
  let guard: MqttClient | null = null;
  const onFlood = (): void => void (flooded = true);

  const main = await dial(config, password, 'door', { topic: topics.status, payload: 'offline', retain: true }, call, onFlood);
  if (!main.ok) return main;
  const client = main.value;

  function lost(): void {
    if (over) return;
    over = true;
    destroy(client);
    if (guard) destroy(guard);
    onLost(flooded);
  }
  client.once('close', lost);
  const publish = publisher(client, config.protocol, acknowledged);
  client.on('message', (topic: string, payload: Buffer, packet: IPublishPacket) => {
    // What the line still holds when it was given up is part of the flood.
    if (!flooded && payload.length <= PAYLOAD_MAX) onMessage(topic, payload.toString('utf8'), packet.retain);
  });

  /** Waits for the broker's acknowledgement, or for the end of the try; then the session is over, for nobody knows what it still sends. */
  async function acknowledged(
    send: (done: (error: unknown, packet?: object) => void) => void,
    { signal, trace }: Attempt,
  ): Promise<Result<object>> {
    const { promise, resolve } = Promise.withResolvers<Result<object>>();
    const fail = (error: unknown): void => {
      trace('note', signal.aborted ? 'no answer in time' : errorWords(error));
      resolve(err(doorFault(error, signal)));
      lost();
    };
    if (signal.aborted || over) return err({ code: 'door-timeout' });
    const onAbort = (): void => fail(signal.reason);
    const onClose = (): void => fail(Object.assign(new Error('the broker hung up'), { code: 'ECONNRESET' }));
    signal.addEventListener('abort', onAbort, { once: true });
    client.once('close', onClose);
    send((error, packet) => (error && !(packet && 'reasonCode' in packet) ? fail(error) : resolve(ok(packet ?? {}))));
    const result = await promise;
    signal.removeEventListener('abort', onAbort);
    client.off('close', onClose);
    return result;
  }

  async function setGuard(on: boolean, attempt: Attempt): Promise<Result<null>> {
    if (!on && guard) {
      guard.removeAllListeners('close');
      await guard.endAsync();
      guard = null;
    } else if (on && !guard) {
      const made = await dial(config, password, 'guard', closes, attempt, onFlood);
      if (!made.ok) return made;
      guard = made.value;
      guard.once('close', lost);
    }
    return ok(null);
  }

  const heard = await subscribed(client, config, (send) => acknowledged(send, call));
  if (!heard.ok) return heard;
  if (options.guarded) {
    const guarded = await setGuard(true, call);
    if (!guarded.ok) {
      lost();
      return guarded;
    }
  }

  return ok({
    publish,
    guard: setGuard,
    async end() {
      over = true;
      await Promise.allSettled([client.endAsync(), guard?.endAsync()]);
    },
    drop: lost,
  });
}

/** Waits for the broker's acknowledgement. */
type Acknowledged = (
  send: (done: (error: unknown, packet?: object) => void) => void,
  attempt: Attempt,
) => Promise<Result<object>>;

/** Listens to what a door is told by its broker. */
async function subscribed(
  client: MqttClient,
  { base, command, confirm, contact, protocol }: Config,
  acknowledged: (send: Parameters<Acknowledged>[0]) => ReturnType<Acknowledged>,
): Promise<Result<null>> {
  const { set } = mqttTopics(base);
  const listen = [
    // nl: nothing that this connection has said itself comes back. rh 2: nothing retained is sent at all; rap: a retained command stays
    // recognisable as one. All three MQTT 5; for 3.1.1 the configuration has no such topics, and the flag is checked anyway.
    ...(command.topic === set ? [] : [{ topic: set, qos: 1 as const, nl: true, rh: 2, rap: true }]),
    ...(confirm ? [{ topic: confirm.topic, qos: 1 as const, nl: true, rh: 2, rap: false }] : []),
    ...(contact ? [{ topic: contact.topic, qos: 1 as const, nl: true, rh: 0, rap: false }] : []),
  ];
  for (const { topic, ...how } of listen) {
    const heard = await acknowledged((done) =>
      client.subscribe(topic, protocol === 5 ? how : { qos: 1 }, (error) => done(error)),
    );
    if (!heard.ok) return heard;
  }
  return ok(null);
}

function publisher(client: MqttClient, protocol: Config['protocol'], acknowledged: Acknowledged): Session['publish'] {
  // The library tells a publisher everything but this one reason, so it is read off the wire.
  const unheard = new Set<number>();
  client.on('packetreceive', (packet) => {
    if (packet.cmd === 'puback' && packet.reasonCode === NOBODY_LISTENS && packet.messageId !== undefined)
      unheard.add(packet.messageId);
  });
  return async ({ topic, payload, retain }, { expires, kept }, attempt) => {
    const expiry = expires !== null && protocol === 5 ? { properties: { messageExpiryInterval: expires } } : {};
    const qos = kept || protocol === 5 ? 1 : 0;
    attempt.trace(
      'sent',
      `PUBLISH ${topic} ${payload} (QoS ${qos}, ${retain ? '' : 'not '}retained${'properties' in expiry ? `, expires in ${expires} s` : ''})`,
    );
    const answer = await acknowledged((done) => client.publish(topic, payload, { qos, retain, ...expiry }, done), attempt);
    if (!answer.ok) return answer;
    const { reasonCode = 0, messageId = -1 } = answer.value as { readonly reasonCode?: number; readonly messageId?: number };
    const nobody = unheard.delete(messageId);
    attempt.trace('received', `PUBACK${nobody ? ': nobody is subscribed' : reasonCode === 0 ? '' : `: reason ${reasonCode}`}`);
    if (nobody) return err({ code: 'door-unreachable' });
    return reasonCode < 0x80 ? ok(null) : err({ code: REFUSED.includes(reasonCode) ? 'door-password' : 'door-answer' });
  };
}
