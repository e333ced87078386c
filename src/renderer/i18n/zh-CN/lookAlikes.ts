export const lookAlikes = {} as const;
