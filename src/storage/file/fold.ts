/** What search compares: without case, width (full-width digits typed by a Chinese keyboard) and doubled spaces. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** A LIKE pattern for "contains", with ESCAPE '\\'. null = everything. */
export function likePattern(search: string): string | null {
  const folded = fold(search);
  return folded === '' ? null : `%${folded.replace(/[\\%_]/g, '\\$&')}%`;
}
