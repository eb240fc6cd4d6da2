import { expect, it } from 'vitest';
import { readSettings } from '../../../src/domain/settings/settings.ts';
import { isSharedComputer, sharedComputer } from '../../../src/domain/settings/shared-computer.ts';

it('a computer is one’s own until it is said to be shared, and again afterwards', () => {
  const own = readSettings({}, {});
  expect(isSharedComputer(own)).toBe(false);
  const shared = { ...own, ...sharedComputer(true) };
  expect(isSharedComputer(shared)).toBe(true);
  expect({ ...shared, ...sharedComputer(false) }).toEqual(own);
});

it('is not taken for shared while anything of its user stays', () => {
  const shared = { ...readSettings({}, {}), ...sharedComputer(true) };
  expect(
    [{ keepSignedIn: true }, { keepPassword: true }, { eraseAtSignOut: false }].map((kept) =>
      isSharedComputer({ ...shared, ...kept }),
    ),
  ).toEqual([false, false, false]);
});
