/** Which lines count as the agent's own, by the way to sign in. */
import type { Settings } from '../settings/settings.ts';
import { isPersonal, type SignIn } from './credentials.ts';
import type { LineScope } from '../calls/lines.ts';

/** The lines of a login that speaks for a person; of one that speaks for an account those that the agent picked. */
export function scopeOf(
  { pickedLines, followUser }: Settings,
  signIn: SignIn,
  personId: string | null,
): LineScope {
  if (isPersonal(signIn)) return { kind: 'person', personId };
  return { kind: 'picked', lineIds: pickedLines, userId: followUser === '' ? null : followUser };
}
