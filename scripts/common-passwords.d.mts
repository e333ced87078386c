export const SHORTEST: number;
export function commonPasswords(): string;
