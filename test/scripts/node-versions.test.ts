import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fitsNode, nodeRangeText } from '../../scripts/node-versions.mjs';

const read = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`../../${file}`, import.meta.url), 'utf8'));
const RANGE = '^20.19.0 || ^22.13.0 || >=24';

describe('the supported Node versions', () => {
  it.each([
    ['18.20.8', false],
    ['20.18.9', false],
    ['20.19.0', true],
    ['20.100.0', true],
    ['21.7.3', false],
    ['22.12.0', false],
    ['22.13.1', true],
    ['23.11.0', false],
    ['24.0.0', true],
    ['26.1.0-nightly', true],
  ])('include %s: %s', (version, fits) => {
    expect(fitsNode(version, RANGE)).toBe(fits);
  });

  it('are described in words', () => {
    expect(nodeRangeText(RANGE)).toBe('20 (20.19.0 or later), 22 (22.13.0 or later), 24 or later');
  });

  it('cannot be read from a range in another format', () => {
    expect(() => fitsNode('20.19.0', '20.x')).toThrow('"20.x"');
  });

  it('are those of the strictest development package, and the docs name them', async () => {
    const { engines } = (await read('package.json')) as { engines: { node: string } };
    const { packages } = (await read('package-lock.json')) as {
      packages: Readonly<Record<string, { engines?: { node?: string } }>>;
    };
    expect(engines.node).toBe(packages['node_modules/eslint']?.engines?.node);
    expect(packages['']?.engines).toEqual(engines);
    for (const file of ['README.md', 'docs/store/reviewers.md']) {
      const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
      expect(text.includes(`Node ${nodeRangeText(engines.node)}`), file).toBe(true);
    }
  });
});
