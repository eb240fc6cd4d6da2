import { expect, it } from 'vitest';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { isSharedComputer, sharedComputer } from '../../../src/domain/settings/shared-computer.ts';

it('a computer is personal until it is set as shared, and again afterwards', () => {
  const own = readSettings({}, {});
  expect(isSharedComputer(own)).toBe(false);
  const shared = { ...own, ...sharedComputer(true) };
  expect(isSharedComputer(shared)).toBe(true);
  expect({ ...shared, ...sharedComputer(false) }).toEqual(own);
});

it('a computer does not count as shared while anything of its user is kept', () => {
  const shared = { ...readSettings({}, {}), ...sharedComputer(true) };
  expect(
    [{ keepSignedIn: true }, { keepPassword: true }, { eraseAtSignOut: false }].map((kept) =>
      isSharedComputer({ ...shared, ...kept }),
    ),
  ).toEqual([false, false, false]);
});
