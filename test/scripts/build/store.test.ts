/** The texts for the stores respect the stores' limits and match the manifests. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestFor, type SharedManifest, TARGETS } from '../../../scripts/manifest.ts';

const root = new URL('../../..', import.meta.url).pathname;
const read = async (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');
/** The text below a heading of the second level. */
const section = (text: string, heading: string): string =>
  text
    .split(/^## /m)
    .find((part) => part.startsWith(`${heading}\n`))
    ?.slice(heading.length)
    .trim() ?? '';

const SUMMARY_AT_MOST = 132;
const DESCRIPTION_AT_MOST = 16_000;

describe.each(['en', 'he', 'ar', 'ru'])('the listing in %s', (language) => {
  it('has name, summary and description within limits, the first two as in the manifest', async () => {
    const listing = await read(`docs/store/listing.${language}.md`);
    const manifestTexts = JSON.parse(await read(`src/_locales/${language}/messages.json`)) as Record<
      'name' | 'description',
      { message: string }
    >;
    expect(section(listing, 'Name')).toBe(manifestTexts.name.message);
    expect(section(listing, 'Summary')).toBe(manifestTexts.description.message);
    expect(section(listing, 'Summary').length).toBeLessThanOrEqual(SUMMARY_AT_MOST);
    expect(section(listing, 'Description').length).toBeGreaterThan(SUMMARY_AT_MOST);
    expect(section(listing, 'Description').length).toBeLessThan(DESCRIPTION_AT_MOST);
  });
});

interface Asking extends SharedManifest {
  readonly optional_host_permissions: readonly string[];
  readonly optional_permissions?: readonly string[];
  readonly browser_specific_settings?: {
    readonly gecko: { readonly data_collection_permissions: { readonly required: readonly string[] } };
  };
}
const packaged = async (target: (typeof TARGETS)[number]): Promise<Asking> =>
  manifestFor(target, JSON.parse(await read('manifest.json')) as SharedManifest, '1.0', {
    development: false,
  }) as Asking;

it('exactly the permissions of a packaged manifest have a reason', async () => {
  const asked = await Promise.all(TARGETS.map(packaged));
  const all = asked.flatMap((manifest) => [
    ...manifest.permissions,
    ...manifest.host_permissions,
    ...manifest.optional_host_permissions,
    ...(manifest.optional_permissions ?? []),
  ]);
  const headings = [...(await read('docs/store/permissions.md')).matchAll(/^## (`.*)$/gm)].flatMap(
    ([, heading]) => [...(heading ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(headings.sort()).toEqual([...new Set(all)].sort());
});

it('Firefox’s data declaration is reasoned row by row and is in the privacy statement', async () => {
  const declared =
    (await packaged('firefox')).browser_specific_settings?.gecko.data_collection_permissions.required ?? [];
  const rows = [...(await read('docs/store/permissions.md')).matchAll(/^\| `(\w+)` \| yes \|/gm)].map(
    ([, name]) => name,
  );
  expect(rows).toEqual(declared);
  const privacy = await read('docs/store/privacy.md');
  for (const category of declared) expect(privacy).toContain(`\`${category}\``);
});
