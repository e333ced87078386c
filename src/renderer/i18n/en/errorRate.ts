export const errorRate = {} as const;
