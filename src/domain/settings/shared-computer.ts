/** Settings for a computer that several people use: one user leaves nothing for the next. Pure. */
import type { Settings } from './settings.ts';

type Kept = Pick<Settings, 'keepSignedIn' | 'keepPassword' | 'eraseAtSignOut'>;

/**
 * The user is signed out when the browser closes. No password is on the disk. Past calls are erased at
 * sign-out.
 */
const SHARED: Kept = { keepSignedIn: false, keepPassword: false, eraseAtSignOut: true };
/** The settings of a computer that only one person uses. */
const OWN: Kept = { keepSignedIn: true, keepPassword: true, eraseAtSignOut: false };
/** The names of the settings that this choice sets. */
export const SHARED_COMPUTER_SETTINGS = Object.keys(SHARED) as readonly (keyof Kept)[];

/** Returns whether the settings are those of a shared computer. */
export const isSharedComputer = (settings: Settings): boolean =>
  SHARED_COMPUTER_SETTINGS.every((name) => settings[name] === SHARED[name]);

/** Returns the settings of a shared computer, or those of a computer that one person uses. */
export const sharedComputer = (isShared: boolean): Kept => (isShared ? SHARED : OWN);
