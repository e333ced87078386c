export type CsvCell = string | number | null;
/** CSV text in chunks: BOM first, CRLF, quoted where needed, formulas disarmed. Write them one after the other. */
export declare function csvChunks(header: readonly string[], rows: Iterable<readonly CsvCell[]>): Generator<string, void, undefined>;
/** The same as one string. */
export declare function csvText(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string;
/** An apostrophe in front of what a spreadsheet would take for a formula. */
export declare function disarm(text: string): string;
