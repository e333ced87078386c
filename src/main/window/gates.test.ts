import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOurs, mayPress, mayRequest, mayUse, webPreferences } from './gates.ts';

const strangers = [
  'app://lintel.evil',
  'app://lintel.evil/index.html',
  'app://evil/',
  'app://lintel:8080/',
  'app://lintel@evil/',
  'https://lintel/',
  'http://127.0.0.1:9/app://lintel/',
  'file:///etc/passwd',
  'app:lintel',
  '',
  'null',
];

test.each(['app://lintel', 'app://lintel/', 'app://lintel/index.html#/log', 'APP://LINTEL/x?y'])('%s is ours', (url) =>
  expect(isOurs(url)).toBe(true),
);
test.each(strangers)('%j is not ours, may not be requested, and may use nothing', (url) => {
  expect(isOurs(url)).toBe(false);
  expect(mayRequest(url, true)).toBe(false);
  for (const permission of ['media', 'clipboard-sanitized-write'])
    expect(mayUse(permission, { origin: url, isMainFrame: true, mediaTypes: ['video'] })).toBe(false);
});

test('only our own files, and what the page holds itself, are requested; developer tools in development', () => {
  for (const url of ['app://lintel/vision/blazeface.json', 'blob:app://lintel/6f1', 'data:image/webp;base64,AA'])
    expect(mayRequest(url, false)).toBe(true);
  for (const url of [
    'https://example.com/',
    'http://127.0.0.1/',
    'ws://10.0.0.1/',
    'wss://a/',
    'ftp://a/',
    'file:///x',
    'chrome-extension://a/',
    'stun:a',
  ])
    expect(mayRequest(url, true)).toBe(false);
  expect(mayRequest('devtools://devtools/bundled/x.js', true)).toBe(true);
  expect(mayRequest('devtools://devtools/bundled/x.js', false)).toBe(false);
});

test('no address at all of another scheme is requested', () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['http', 'https', 'ws', 'wss', 'ftp', 'file'] }), (url) => !mayRequest(url, true)),
  );
});

describe('permissions', () => {
  const ours = { origin: 'app://lintel/', isMainFrame: true };
  test('the camera, and only the camera', () => {
    expect(mayUse('media', { ...ours, mediaTypes: ['video'] })).toBe(true);
    expect(mayUse('media', { ...ours, mediaType: 'video' })).toBe(true);
    for (const mediaTypes of [['audio'], ['video', 'audio'], ['audio', 'video'], ['video', 'video'], []])
      expect(mayUse('media', { ...ours, mediaTypes })).toBe(false);
    for (const mediaType of ['audio', 'unknown', undefined]) expect(mayUse('media', { ...ours, mediaType })).toBe(false);
    expect(mayUse('media', { ...ours, isMainFrame: false, mediaTypes: ['video'] })).toBe(false);
  });
  test('writing to the clipboard, not reading it; nothing else', () => {
    expect(mayUse('clipboard-sanitized-write', ours)).toBe(true);
    for (const other of [
      'clipboard-read',
      'geolocation',
      'notifications',
      'midi',
      'usb',
      'hid',
      'serial',
      'display-capture',
      'fullscreen',
      'openExternal',
      'pointerLock',
      'unknown',
      'fileSystem',
      'constructor',
    ])
      expect(mayUse(other, { ...ours, mediaTypes: ['video'] })).toBe(false);
  });
});

test('at a kiosk no combination of keys and no function key reaches the page', () => {
  const plain = { control: false, alt: false, meta: false };
  for (const key of ['7', 'Enter', 'Tab', 'Escape', 'Backspace', 'F']) expect(mayPress({ ...plain, key })).toBe(true);
  for (const held of [{ control: true }, { alt: true }, { meta: true }])
    expect(mayPress({ ...plain, ...held, key: 'p' })).toBe(false);
  for (const key of ['F1', 'F5', 'F11', 'F12', 'F24']) expect(mayPress({ ...plain, key })).toBe(false);
});

test('developer tools are closed in a packed build', () => {
  expect(webPreferences('/p', true).devTools).toBe(true);
  expect(webPreferences('/p', false).devTools).toBe(false);
});
