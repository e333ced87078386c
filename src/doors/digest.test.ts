import { expect, test } from 'vitest';
import { authorization, parseChallenge } from './digest.ts';

// RFC 7616, section 3.9.1.
const header = (algorithm: string) =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

test.each([
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
])('%s answers as in the RFC', (algorithm, response) => {
  const challenge = parseChallenge(header(algorithm));
  expect(challenge?.algorithm).toBe(algorithm);
  const said = authorization(
    challenge!,
    { username: 'Mufasa', password: 'Circle of Life' },
    { method: 'GET', uri: '/dir/index.html' },
    1,
    'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  );
  expect(said).toContain(`response="${response}"`);
  expect(said).toContain('nc=00000001');
  expect(said).toContain('opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"');
});

test.each([
  ['Basic realm="x"'],
  ['Digest realm="x", qop="auth-int", nonce="n"'],
  ['Digest realm="x", qop="auth", nonce="n", algorithm=SHA-512-256'],
  ['Digest qop="auth", nonce="n"'],
  [''],
  ['\u0000garbage'],
])('%s is nothing that can be answered', (text) => {
  expect(parseChallenge(text)).toBeNull();
});

test('a quote in a realm survives', () => {
  expect(parseChallenge(String.raw`Digest qop="auth", realm="a \"b\"", nonce=60dc2b62, algorithm=SHA-256`)).toEqual({
    realm: 'a "b"',
    nonce: '60dc2b62',
    opaque: null,
    algorithm: 'SHA-256',
  });
});
