export type DayRange = { /** ms, inclusive */ readonly from: number; /** ms, exclusive */ readonly to: number };
/** The instants of an ISO day in a zone: 23, 24 or 25 hours, or what the zone's law says. */
export declare function dayBounds(day: string, zone: string): DayRange;
/** The ISO day of an instant in a zone. */
export declare function dayOf(at: number, zone: string): string;
/** Minutes east of UTC. */
export declare function offsetMinutes(at: number, zone: string): number;
/** True when the wall clock moved otherwise than the monotonic clock by more than `tolerance` ms. */
export declare function clockJumped(wallDelta: number, monotonicDelta: number, tolerance?: number): boolean;
export declare function isZone(zone: string): boolean;
