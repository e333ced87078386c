/** What the kiosk and its badge reader say to each other. */
export type ToBadgeWorker = { readonly id: number; readonly picture: VideoFrame };
/** `token`: null where the picture shows no badge. `ms`: drawing and reading. */
export type FromBadgeWorker = { readonly id: number; readonly token: string | null; readonly ms: number };
