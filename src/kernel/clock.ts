/** Instants are milliseconds since the epoch (UTC). Tests pass their own clock. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;
/** In milliseconds. */
export const DAY_MS = 24 * 60 * 60 * 1000;

/** The calendar day `YYYY-MM-DD` in Shanghai at that instant; China has kept UTC+8 without summer time since 1992. */
export function shanghaiDay(instant: number): string {
  return new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which the day began in Shanghai. */
export function shanghaiMidnight(instant: number): number {
  return Math.floor((instant + SHANGHAI_OFFSET_MS) / DAY_MS) * DAY_MS - SHANGHAI_OFFSET_MS;
}

/** Day and minute in Shanghai at that instant, `YYYY-MM-DD HH:mm`. */
export function shanghaiTime(instant: number): string {
  return new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** `day` moved by whole days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** True for a real calendar day written `YYYY-MM-DD` (2026-02-30 is not one). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 10) === text;
}

export function toIso(instant: number): string {
  return new Date(instant).toISOString();
}
