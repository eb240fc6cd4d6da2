/** Tells the data of one user from that of the next one at the same computer. */
import { identityText, type Secret, type SignIn } from '../../domain/account/credentials.ts';

/** A hash of who signs in, in hexadecimal: data is kept under it, so that no name or token stands in a database's name. */
export async function identityOf(signIn: SignIn, secret: Secret | null): Promise<string> {
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(identityText(signIn, secret)),
  );
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
