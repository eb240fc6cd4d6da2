import { expect, it } from 'vitest';
import { createObservations } from '../../../scripts/chaos/observations.ts';

const dana = { name: 'Dana', late: false };

it('an item seen at two looks counts as shown in between', () => {
  const sightings = createObservations();
  sightings.see('panel', 'card', 100, [dana]);
  sightings.still('panel', 150);
  expect(sightings.liveSince('Dana')).toBe(100);
  sightings.see('panel', 'card', 200, []);
  expect(sightings.liveSince('Dana')).toBeNull();
  expect(sightings.of('Dana')).toEqual([{ surface: 'card', from: 100, to: 200, late: false }]);
});

it('a notification that is gone was last seen at the last look', () => {
  const sightings = createObservations();
  sightings.see('notifications', 'notification', 100, [dana]);
  sightings.see('notifications', 'notification', 200, [], 140);
  expect(sightings.of('Dana')).toEqual([{ surface: 'notification', from: 100, to: 140, late: false }]);
});

it('an item that comes back is another sighting, separately for each surface', () => {
  const sightings = createObservations();
  sightings.see('panel', 'card', 100, [dana]);
  sightings.see('panel', 'card', 200, []);
  sightings.see('panel', 'card', 300, [{ ...dana, late: true }]);
  sightings.see('notifications', 'notification', 310, [dana]);
  expect(sightings.of('Dana')).toMatchObject([
    { from: 100, to: 200, late: false },
    { from: 300, late: true },
    { surface: 'notification', from: 310 },
  ]);
});

it('a page that closed showed its items until it was last read', () => {
  const sightings = createObservations();
  sightings.see('panel', 'card', 100, [dana]);
  sightings.still('panel', 180);
  sightings.lose('panel');
  expect(sightings.of('Dana')).toEqual([{ surface: 'card', from: 100, to: 180, late: false }]);
  expect(sightings.liveSince('Dana')).toBeNull();
});
