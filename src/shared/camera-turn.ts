/** By how many degrees clockwise a camera's picture is turned before anybody looks at it: 0 for one that hangs upright. */
export const CAMERA_TURNS = [0, 90, 180, 270] as const;
export type CameraTurn = (typeof CAMERA_TURNS)[number];
