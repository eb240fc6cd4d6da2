/** One key encrypts what is stored on disk. It is made once. */
import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import { deleteKey, seal, unseal } from '../../../src/platform/storage/secret-key.ts';

afterEach(deleteKey);

it('the key decrypts each encrypted text, also after simultaneous first calls', async () => {
  const texts = ['one', 'two', 'three', 'שלום'];
  const sealed = await Promise.all(texts.map(seal));
  expect(await Promise.all(sealed.map(unseal))).toEqual(texts);
  expect(sealed.map(({ data }) => data)).not.toContain(texts[0]);
});

it('nothing is decrypted after the key was deleted', async () => {
  const sealed = await seal('secret');
  await deleteKey();
  expect(await unseal(sealed)).toBeNull();
  await seal('another');
  expect(await unseal(sealed)).toBeNull();
});
