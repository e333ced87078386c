/** Table 2 of the paper: accuracy on LFW. */
export const PAPER = [
  { name: 'A', accuracy: 0.9702 },
  { name: 'B', accuracy: 0.9747 },
  { name: 'C', accuracy: 0.9783 },
  { name: 'Q', accuracy: 0.9743 },
  { name: 'human (LFW)', accuracy: 0.9753 },
] as const;
