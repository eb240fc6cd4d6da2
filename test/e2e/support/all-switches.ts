/** Settings in which everything that can be ticked is ticked, and in which nothing is. */
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';

const SWITCHES = Object.entries(readSettings({}, {})).flatMap(([name, value]) =>
  typeof value === 'boolean' ? [name] : [],
);
/** All that can be ticked, for whatever a tick shows. */
export const ALL_ON: Partial<Settings> = {
  ...Object.fromEntries(SWITCHES.map((name) => [name, true])),
  quietStatuses: [3, 5],
  workHours: { days: [0, 1, 2, 3, 4], from: 540, to: 1080 },
};
export const ALL_OFF: Partial<Settings> = {
  ...Object.fromEntries(SWITCHES.map((name) => [name, false])),
  quietStatuses: [],
  workHours: null,
};
