import { expect, test } from 'vitest';
import { isNetworkFolder } from './network-folder.ts';

test.skipIf(process.platform !== 'linux')(
  'a network file system is known by its number; a disk, a memory disk and FUSE are not taken for one',
  () => {
    const is = (type: number): boolean => isNetworkFolder('/data', () => type);
    const { nfs, cifs, smb2, plan9 } = { nfs: 0x6969, cifs: 0xff534d42, smb2: 0xfe534d42, plan9: 0x01021997 };
    expect([nfs, cifs, cifs | 0, smb2, smb2 | 0, plan9].map(is)).toEqual(Array(6).fill(true));
    const { ext4, tmpfs, fuse, overlay } = { ext4: 0xef53, tmpfs: 0x01021994, fuse: 0x65735546, overlay: 0x794c7630 };
    expect([ext4, tmpfs, fuse, overlay].map(is)).toEqual(Array(4).fill(false));
    expect(
      isNetworkFolder('/data', () => {
        throw new Error('gone');
      }),
    ).toBe(false);
  },
);
