/**
 * Encrypts what is stored on disk. The key is non-extractable and stays in the extension's database, so it
 * never leaves the browser. Signing out deletes the key. Remains of deleted records in the database are then
 * unreadable. This does not protect against somebody who uses this browser profile.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import * as v from 'valibot';
import { withTimeout } from '../async/timeout.ts';

interface Schema extends DBSchema {
  keys: { key: string; value: CryptoKey };
}

const KEY = 'account';
const IV_BYTES = 12;

/** Encrypted text in its stored form. Both values are base64. */
export const sealedSchema = v.object({ iv: v.string(), data: v.string() });
/** An encrypted text. */
export type Sealed = v.InferOutput<typeof sealedSchema>;

/** Time limit for the database, in ms. A damaged one may never answer, and a sign-in must not wait for it. */
const ANSWER_MS = 4_000;

/**
 * Runs `work` on the database of keys. The database is open only during that time. Rejects if it fails or
 * does not answer in time.
 */
async function withKeys<T>(work: (keys: Keys) => Promise<T>): Promise<T> {
  const use = async (): Promise<T> => {
    const keys = await open();
    try {
      return await work(keys);
    } finally {
      keys.close();
    }
  };
  return withTimeout(use(), ANSWER_MS);
}

type Keys = IDBPDatabase<Schema>;

const open = (): Promise<Keys> =>
  openDB<Schema>('keys', 1, {
    upgrade(db) {
      db.createObjectStore('keys');
    },
  });

/** Encrypts a text. Creates the key if there is none. Rejects where the browser has no database. */
export async function seal(text: string): Promise<Sealed> {
  const key = await withKeys(async (keys) => {
    const known = await keys.get('keys', KEY);
    if (isKey(known)) return known;
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    // Another call may have stored a key in the meantime. A text that is encrypted by a lost key is lost.
    const { store, done } = keys.transaction('keys', 'readwrite');
    const other = await store.get(KEY);
    if (!isKey(other)) await store.put(made, KEY);
    await done;
    return isKey(other) ? other : made;
  });
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
  return { iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
}

/** Decrypts a text. Null if the key is missing or another one. Rejects where the browser has no database. */
export async function unseal({ iv, data }: Sealed): Promise<string | null> {
  const key = await withKeys((keys) => keys.get('keys', KEY));
  if (key === undefined) return null;
  try {
    return new TextDecoder().decode(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64(iv) }, key, fromBase64(data)),
    );
  } catch {
    // The text was changed, or its key was deleted. It can no longer be read.
    return null;
  }
}

/** Deletes the key. Nothing that it encrypted can be read again. */
export async function deleteKey(): Promise<void> {
  await withKeys((keys) => keys.delete('keys', KEY));
}

/** False for a missing key, and for a value that a damaged database returns instead. */
const isKey = (stored: unknown): stored is CryptoKey => stored instanceof CryptoKey;

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
