import { expect, test } from 'vitest';
import { openTemp, plansOf } from '../../../test/storage/support.ts';
import { hasSecret } from '../credentials/secrets.ts';

const insert = `INSERT INTO secrets (name, cost, block_size, parallel, salt, hash) VALUES (:name, 2, 8, 1, zeroblob(:salt), zeroblob(:hash))`;

test('two secrets, each with a salt of 16 and a hash of 32 bytes', () => {
  const { db } = openTemp();
  db.run(insert, { name: 'kiosk-pin', salt: 16, hash: 32 });
  expect(() => db.run(insert, { name: 'kiosk-pin', salt: 16, hash: 32 })).toThrow(/UNIQUE/);
  expect(() => db.run(insert, { name: 'root', salt: 16, hash: 32 })).toThrow(/CHECK/);
  expect(() => db.run(insert, { name: 'admin-password', salt: 8, hash: 32 })).toThrow(/CHECK/);
  expect(() => db.run(insert, { name: 'admin-password', salt: 16, hash: 20 })).toThrow(/CHECK/);
});

test('the primary key is used', () => {
  const { db } = openTemp();
  expect(plansOf(db, (w) => hasSecret(w, 'kiosk-pin'))).toBe('SEARCH secrets USING PRIMARY KEY (name=?)');
});
