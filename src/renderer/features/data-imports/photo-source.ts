/** Where photographs come from: a folder that the page was given, or an archive that main holds open. Either way one is read when its turn comes, and nothing of it is kept. */
import { err, ok, type Result } from '../../../domain/result.ts';
import type { PhotoArchive } from '../../../shared/photo-archive.ts';
import type { call } from '../../base/api.ts';
import type { Named, Unfit } from './photo-names.ts';

export type Picture = Named & { /** Errors: photo-*, photos-closed, import-*. */ readonly read: () => Promise<Result<Blob>> };

export type Source = {
  /** Of the archive; null = a folder. */
  readonly archive: string | null;
  readonly pictures: readonly Picture[];
  readonly unfit: readonly Unfit[];
};

/** Names and handles: no picture is read before its turn. */
export function ofFolder(files: readonly File[]): Source {
  const pictures = files.map((file) => ({
    name: file.name,
    path: file.webkitRelativePath,
    read: () => Promise.resolve(ok(file)),
  }));
  return { archive: null, pictures, unfit: [] };
}

export function ofArchive({ archive, name, list }: PhotoArchive, ask: typeof call): Source {
  const named = (path: string): Named => ({ name: path.split('/').findLast((part) => part !== '') ?? path, path });
  return {
    archive: name,
    pictures: list.files.map(({ entry, path }) => ({
      ...named(path),
      read: async () => {
        const bytes = await ask('dataImports.readPhoto', { archive, entry });
        return bytes.ok ? ok(new Blob([bytes.value])) : bytes;
      },
    })),
    unfit: list.leftOut.map(({ path, why }) => ({ ...named(path), why })),
  };
}

/** SHA-256 of a file, hexadecimal. Errors: photo-unreadable (a folder, or a file that is gone). */
export async function hashOf(file: Blob): Promise<Result<string>> {
  try {
    const sum = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return ok([...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
  } catch {
    return err({ code: 'photo-unreadable' });
  }
}
