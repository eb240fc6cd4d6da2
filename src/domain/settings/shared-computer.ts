/** What a computer needs that several people use: nothing of one is left for the next. Pure. */
import type { Settings } from './settings.ts';

type Kept = Pick<Settings, 'keepSignedIn' | 'keepPassword' | 'eraseAtSignOut'>;

/** Signed out when the browser closes, no password on the disk, and the past calls erased at sign-out. */
const SHARED: Kept = { keepSignedIn: false, keepPassword: false, eraseAtSignOut: true };
const OWN: Kept = { keepSignedIn: true, keepPassword: true, eraseAtSignOut: false };
/** The settings that the choice stands for. */
export const SHARED_COMPUTER_SETTINGS = Object.keys(SHARED) as readonly (keyof Kept)[];

/** True where the settings are those of a shared computer. */
export const isSharedComputer = (settings: Settings): boolean =>
  SHARED_COMPUTER_SETTINGS.every((name) => settings[name] === SHARED[name]);

/** The settings of a shared computer, or those of one's own again. */
export const sharedComputer = (isShared: boolean): Kept => (isShared ? SHARED : OWN);
