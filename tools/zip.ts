/** An archive, written by hand: the reader's own library wrote none of it. In memory as a whole. */
import { crc32, deflateRawSync } from 'node:zlib';

export type Entry = {
  /** Bytes: as they are, and bit 11 does not say that they are UTF-8. */
  readonly name: string | Uint8Array;
  readonly data: Uint8Array;
  /** Said to be so long, unpacked. */
  readonly says?: number;
  /** Bits of the general purpose flag beside 11: 1 = encrypted. */
  readonly flag?: number;
  /** 0 = as it is; 8 (unless said otherwise) = deflated; others are said, and deflated all the same. */
  readonly method?: number;
  /** Of Unix: kind of file and permissions. */
  readonly mode?: number;
  readonly extra?: Uint8Array;
  readonly crc?: number;
};

export function zip(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, data, says, flag = 0, method = 8, mode = 0, extra = new Uint8Array(), crc } of entries) {
    const path = Buffer.from(name);
    const packed = method === 0 ? data : deflateRawSync(data);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flag | (typeof name === 'string' ? 0x0800 : 0), 2);
    head.writeUInt16LE(method, 4);
    head.writeUInt32LE(crc ?? crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(says ?? data.length, 18);
    head.writeUInt16LE(path.length, 22);
    head.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, path, extra, packed]);
    const entry = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), head, Buffer.alloc(14), path, extra]);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(at, 42);
    locals.push(local);
    central.push(entry);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    central.reduce((sum, e) => sum + e.length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...locals, ...central, end]));
}
