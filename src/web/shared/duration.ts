import type { Texts } from '../texts/zh-cn.ts';

/**
 * A stretch of time as people say it, in one unit (hours with their minutes): 3 秒, 2 分钟, 1 小时 20 分钟. Pure.
 * A clock that runs ahead may make it negative; then it is no time at all.
 */
export function durationWords(seconds: number, words: Texts['index']['durations']): string {
  if (seconds < 1) return words.moment;
  if (Math.round(seconds) < 60) return words.seconds(Math.round(seconds));
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return words.minutes(minutes);
  if (minutes < 48 * 60) return words.hours(Math.floor(minutes / 60), minutes % 60);
  return words.days(Math.round(minutes / (24 * 60)));
}
