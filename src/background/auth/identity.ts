/** Who is signed in: an identity that separates the data of users, and a name for the pages. */
import {
  identityText,
  type Secret,
  type SignedInUser,
  type SignIn,
} from '../../domain/account/credentials.ts';
import { logThrown } from '../../platform/log.ts';
import { signedInUser } from '../../platform/storage/items.ts';

/**
 * Resolves to a SHA-256 hash of who signs in, in hexadecimal. Data is stored under this hash, so that no name
 * or token appears in the name of a database.
 */
export async function identityOf(signIn: SignIn, secret: Secret | null): Promise<string> {
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(identityText(signIn, secret)),
  );
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Stores who is signed in, for the pages. Never rejects. */
export const showUser = (user: SignedInUser | null): Promise<void> =>
  signedInUser.set(user).catch(logThrown('warn', 'user not stored'));
