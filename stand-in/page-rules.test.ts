import { describe, expect, it } from 'vitest';
import { allowStandIn, injectScript } from './page-rules.ts';

const page = 'http://127.0.0.1:4000';
const change = (policy: string): string => allowStandIn(policy, 'app://lintel', page);

describe('content security policy under the stand-in', () => {
  it.each([
    ["default-src 'self'; script-src 'self' 'wasm-unsafe-eval'", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"],
    ["default-src 'self'; script-src app:", `default-src 'self'; script-src ${page} ${page}/__stand-in/`],
    ['img-src app://lintel data:', `img-src ${page} data:`],
    [
      "default-src 'none'; script-src 'self'; connect-src 'none'",
      "default-src 'none'; script-src 'self'; connect-src ws://127.0.0.1:4000/__stand-in/ipc",
    ],
    ["default-src 'none'", `default-src 'none'; script-src ${page}/__stand-in/; connect-src ws://127.0.0.1:4000/__stand-in/ipc`],
  ])('%s', (before, after) => {
    expect(change(before)).toBe(after);
  });
});

describe('the injected script', () => {
  it.each([
    [
      '<!doctype html><html><head lang="en"><script>1</script></head></html>',
      '<!doctype html><html><head lang="en"><meta name="google" content="notranslate"><script type="module" src="/s.js"></script><script>1</script></head></html>',
    ],
    [
      '<!doctype html><p>x',
      '<!doctype html><meta name="google" content="notranslate"><script type="module" src="/s.js"></script><p>x',
    ],
    ['<p>x', '<meta name="google" content="notranslate"><script type="module" src="/s.js"></script><p>x'],
  ])('%s', (before, after) => {
    expect(injectScript(before, '/s.js')).toBe(after);
  });
});
