/** What is stored on disk is encrypted by one key, which is made once. */
import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import { deleteKey, seal, unseal } from '../../../src/platform/storage/secret-key.ts';

afterEach(deleteKey);

it('decrypts each text that was encrypted, also by first calls at the same time', async () => {
  const texts = ['one', 'two', 'three', 'שלום'];
  const sealed = await Promise.all(texts.map(seal));
  expect(await Promise.all(sealed.map(unseal))).toEqual(texts);
  expect(sealed.map(({ data }) => data)).not.toContain(texts[0]);
});

it('decrypts nothing after its key was deleted', async () => {
  const sealed = await seal('secret');
  await deleteKey();
  expect(await unseal(sealed)).toBeNull();
  await seal('another');
  expect(await unseal(sealed)).toBeNull();
});
