/** Decides which lines count as the agent's own, by the way to sign in. */
import type { Settings } from '../settings/settings.ts';
import { isUserLogin, type SignIn } from './credentials.ts';
import type { LineScope } from '../calls/lines.ts';

/**
 * Returns which lines count. For a personal login, they are the lines of that person. For an account login,
 * they are the lines that the agent picked.
 */
export function lineScopeOf(
  { pickedLines, followUser }: Settings,
  signIn: SignIn,
  personId: string | null,
): LineScope {
  if (isUserLogin(signIn)) return { kind: 'person', personId };
  return { kind: 'picked', lineIds: pickedLines, userId: followUser === '' ? null : followUser };
}
