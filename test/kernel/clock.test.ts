import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isDay, shanghaiDay, systemClock, toIso } from '../../src/kernel/clock.ts';

const at = (iso: string) => Date.parse(iso);
const someDay = fc
  .date({ min: new Date('1970-01-02'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('the day in Shanghai', () => {
  it.each([
    ['2026-03-01T15:59:59.999Z', '2026-03-01'],
    ['2026-03-01T16:00:00.000Z', '2026-03-02'],
    ['2026-03-02T15:59:59.999Z', '2026-03-02'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
    ['2028-02-28T16:00:00.000Z', '2028-02-29'],
    ['2026-07-01T15:30:00.000Z', '2026-07-01'],
  ])('at %s is %s', (instant, day) => {
    expect(shanghaiDay(at(instant))).toBe(day);
  });

  it('is the calendar’s own, at any instant', () => {
    const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
    const instant = fc.integer({ min: at('1995-01-01'), max: at('2100-01-01') });
    fc.assert(fc.property(instant, (ms) => shanghaiDay(ms) === calendar.format(ms)));
  });
});

describe('counting days', () => {
  it('goes over ends of months and years, and back', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2026-03-01', 0)).toBe('2026-03-01');
  });

  it('comes back to where it began', () => {
    const days = fc.integer({ min: -5000, max: 5000 });
    fc.assert(fc.property(someDay, days, (day, n) => addDays(addDays(day, n), -n) === day));
  });
});

describe('a real calendar day', () => {
  it('is taken, whichever it is', () => {
    fc.assert(fc.property(someDay, isDay));
    expect(isDay('2028-02-29')).toBe(true);
  });

  it.each([
    '2026-02-30',
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026/01/01',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '２０２６-01-01',
    '',
    '今天',
  ])('is not %j', (text) => {
    expect(isDay(text)).toBe(false);
  });
});

it('writes instants in UTC with milliseconds', () => {
  expect(toIso(at('2026-03-02T10:00:00+08:00'))).toBe('2026-03-02T02:00:00.000Z');
});

it('takes the time of the system where no test clock is given', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
});
