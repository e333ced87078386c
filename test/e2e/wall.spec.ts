/** What the page may not do, tried in a real browser as main leaves it: nothing leaves, nobody listens. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixture.ts';
import { firstRun } from './steps.ts';

let server: Server;
let reached: string[];
test.beforeEach(async () => {
  reached = [];
  server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
test.afterEach(() => void server.close());

test('no peer connection is made or gathers an address, no request leaves, no microphone listens', async ({ page }) => {
  await expect(page.getByRole('radio', { name: 'English' })).toBeVisible();
  const found = await page.evaluate(
    async (at) => {
      const outcome = (work: () => Promise<unknown>): Promise<string> =>
        work().then(String, (error: unknown) => (error as Error).name);
      const candidates: string[] = [];
      /** Of a frame that our own scripts never ran in. */
      const Peer = ((): typeof RTCPeerConnection | undefined => {
        const frame = document.body.appendChild(document.createElement('iframe'));
        return (frame.contentWindow as unknown as typeof globalThis | null)?.RTCPeerConnection;
      })();
      const gathered = await outcome(async () => {
        if (!Peer) return 'none';
        const connection = new Peer({ iceServers: [{ urls: 'stun:192.0.2.1:3478' }] });
        connection.onicecandidate = ({ candidate }) => {
          if (candidate) candidates.push(candidate.candidate);
        };
        connection.createDataChannel('x');
        await connection.setLocalDescription(await connection.createOffer());
        await new Promise((done) => {
          connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && done(null);
          setTimeout(done, 10_000);
        });
        return connection.iceGatheringState;
      });
      const media = (constraints: MediaStreamConstraints) =>
        outcome(async () => {
          const stream = await navigator.mediaDevices.getUserMedia(constraints);
          const kinds = stream.getTracks().map((track) => (track.stop(), track.kind));
          return kinds.join();
        });
      return {
        own: ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport'].filter((name) => name in window),
        gathered,
        candidates,
        fetched: await outcome(() => fetch(`http://${at}/fetch`).then(() => 'sent')),
        socket: await outcome(
          () =>
            new Promise((done) => {
              const socket = new WebSocket(`ws://${at}/socket`);
              socket.onerror = () => done('refused');
              socket.onopen = () => done('open');
            }),
        ),
        image: await outcome(
          () =>
            new Promise((done) => {
              const image = Object.assign(new Image(), { onload: () => done('loaded'), onerror: () => done('refused') });
              image.src = `http://${at}/image`;
            }),
        ),
        beacon: await outcome(async () => Promise.resolve(navigator.sendBeacon(`http://${at}/beacon`, 'x'))),
        camera: await media({ video: true }),
        microphone: await media({ audio: true }),
        both: await media({ audio: true, video: true }),
        place: await outcome(
          () =>
            new Promise((done) =>
              navigator.geolocation.getCurrentPosition(
                () => done('known'),
                () => done('refused'),
              ),
            ),
        ),
        read: await outcome(() => navigator.clipboard.readText().then(() => 'read')),
      };
    },
    `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
  );
  expect(found).toMatchObject({
    own: [],
    candidates: [],
    fetched: 'TypeError',
    socket: 'refused',
    image: 'refused',
    camera: 'video',
    microphone: 'NotAllowedError',
    both: 'NotAllowedError',
    place: 'refused',
    read: 'NotAllowedError',
  });
  expect(['complete', 'none']).toContain(found.gathered);
  expect(reached).toEqual([]);
});

test('the copy buttons write to the clipboard, the recovery key included', async ({ page, lintel }) => {
  const copied: string[] = [];
  await page.exposeFunction('noteCopied', (text: string) => void copied.push(text));
  await page.evaluate(() => {
    const { clipboard } = navigator;
    const write = clipboard.writeText.bind(clipboard);
    // What the browser itself took, not what the button tried.
    clipboard.writeText = async (text) => {
      await write(text);
      (window as unknown as { noteCopied(text: string): void }).noteCopied(text);
    };
  });
  const key = await firstRun(page, { copy: true });
  expect(copied).toEqual([key]);
  expect(lintel.log()).not.toContain('[page error]');
});
