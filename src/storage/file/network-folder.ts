/** Whether a folder lies on another machine. SQLite's write-ahead log needs memory that all its users share: over a network it can lose rows. */
import { statfsSync } from 'node:fs';
import { resolve } from 'node:path';

/** `f_type` of statfs(2) on Linux. FUSE is not among them: it is ntfs-3g and exFAT as often as sshfs. */
const NETWORK: ReadonlyMap<number, string> = new Map([
  [0x6969, 'nfs'],
  [0x517b, 'smb'],
  [0xff534d42, 'cifs'],
  [0xfe534d42, 'smb2'],
  [0x5346414f, 'afs'],
  [0x6b414653, 'kafs'],
  [0x73757245, 'coda'],
  [0x00c36400, 'ceph'],
  [0x01021997, '9p'],
  [0x013111a8, 'ibrix'],
  [0x0bd00bd0, 'lustre'],
]);

/**
 * Known on Linux, and by a UNC path on Windows; elsewhere (macOS, a Windows drive letter, FUSE) nobody can be told, and the answer is no.
 * @param typeOf the file system's number, for tests
 */
export function isNetworkFolder(folder: string, typeOf: (folder: string) => number = (at) => statfsSync(at).type): boolean {
  if (process.platform === 'win32') return /^(\\\\|\/\/)(?!\?\\[A-Za-z]:|\.\\)/.test(resolve(folder));
  if (process.platform !== 'linux') return false;
  try {
    // Signed on some builds.
    return NETWORK.has(typeOf(folder) >>> 0);
  } catch {
    return false;
  }
}
