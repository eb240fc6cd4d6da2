/** Separates the data of one user from the data of the next user at the same computer. */
import { identityText, type Secret, type SignIn } from '../../domain/account/credentials.ts';

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
