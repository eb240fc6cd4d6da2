import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { applyPatches, checkPatched, type Patch, patched } from '../../../scripts/build/patches.ts';

const edit: Patch = { file: 'some/index.js', from: 'innerHTML', to: 'textContent' };

describe('a patch of a library', () => {
  it('replaces the text in its place', () => {
    expect(patched('e.innerHTML = t;', [edit])).toBe('e.textContent = t;');
  });

  it.each([
    ['is not there', 'e.append(t);'],
    ['is there twice', 'e.innerHTML = f.innerHTML;'],
  ])('fails the build if the text %s', (_, contents) => {
    expect(() => patched(contents, [edit])).toThrow(
      /some\/index\.js does not hold once what the build takes out: innerHTML/,
    );
  });

  const bundle = (edits: readonly Patch[]): Promise<unknown> =>
    build({
      stdin: { contents: 'import "idb";', resolveDir: import.meta.dirname },
      bundle: true,
      write: false,
      logLevel: 'silent',
      plugins: [applyPatches(edits)],
    });

  it('fails the build if a new release of the library has changed', async () => {
    await expect(bundle([{ file: 'idb/build/index.js', from: 'no such text', to: '' }])).rejects.toThrow(
      /does not hold once/,
    );
  });

  it('fails the build if the file is in no bundle', () => {
    const input = { bytes: 1, imports: [] };
    const bundled = { inputs: { 'node_modules/some/index.js': input }, outputs: {} };
    expect(() => checkPatched(bundled, [edit])).not.toThrow();
    expect(() => checkPatched({ inputs: {}, outputs: {} }, [edit])).toThrow(
      /some\/index\.js is in no bundle any more/,
    );
  });
});
