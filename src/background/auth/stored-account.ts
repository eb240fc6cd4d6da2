/** The account in the browser's store. Only the worker reads and writes it. */
import * as v from 'valibot';
import { item, readAs } from '../../platform/storage/item.ts';
import { sealedSchema } from '../../platform/storage/secret-key.ts';

const accountSchema = v.object({
  /** The sign-in that these secrets belong to. They are not used for any other sign-in. */
  signIn: v.variant('type', [
    v.object({ type: v.picklist(['user', 'account']), server: v.string(), who: v.string() }),
    v.object({ type: v.literal('token'), server: v.string(), who: v.literal('') }),
    v.object({
      type: v.literal('two-step'),
      server: v.string(),
      who: v.string(),
      settingsServer: v.string(),
      refreshServer: v.string(),
    }),
  ]),
  secret: v.nullable(v.object({ kind: v.picklist(['password', 'token']), value: v.string() })),
  token: v.string(),
  /** Milliseconds since 1970, or null if the login named no end. */
  tokenExpiresAt: v.nullable(v.number()),
  refreshToken: v.nullable(v.string()),
  servers: v.array(v.string()),
  dialect: v.picklist([2, 4]),
  personId: v.nullable(v.string()),
  /** A hash of who signed in. It separates the user's data from that of others in this browser profile. */
  identity: v.string(),
});

/** The result of a sign-in. Contains secrets: never put it in messages, pages, logs or exports. */
export type StoredAccount = v.InferOutput<typeof accountSchema>;

/** Reads a stored account. Null if the value is no valid account. */
export const readAccount = readAs(accountSchema, null);

/** The account, encrypted (secret-key.ts). Survives a restart of the browser ("Keep me signed in"). */
export const keptAccount = item('local', 'account', readAs(sealedSchema, null));
/** The account in this browser session. In memory only. */
export const sessionAccount = item('session', 'account', readAccount);
