import { describe, expect, it } from 'vitest';
import { startSandboxed } from '../../scripts/browsers/chromium-sandbox.ts';

const NO_SANDBOX_HERE = '[1:1:ERROR:zygote_host_impl_linux.cc:130] No usable sandbox! If this is …';

/** A Chromium that starts with a sandbox only if there is one, and the flags of every start. */
function chromium(hasSandbox: boolean, log: string) {
  const tries: (readonly string[])[] = [];
  const start = (flags: readonly string[]): Promise<string> => {
    tries.push(flags);
    const starts = hasSandbox || flags.includes('--no-sandbox');
    return starts ? Promise.resolve('running') : Promise.reject(new Error('gone'));
  };
  return { tries, start, log: () => Promise.resolve(log) };
}

describe('Chromium is started', () => {
  it.each([
    ['with its sandbox, headless', { isRoot: false, isHeadless: true }, true, [[]]],
    ['with its sandbox, in a window', { isRoot: false, isHeadless: false }, true, [[]]],
    ['without it for root, headless', { isRoot: true, isHeadless: true }, true, [['--no-sandbox']]],
    ['without it for root, in a window', { isRoot: true, isHeadless: false }, true, [['--no-sandbox']]],
    ['without it where there is none', { isRoot: false, isHeadless: true }, false, [[], ['--no-sandbox']]],
  ])('%s', async (_, who, hasSandbox, flags) => {
    const { tries, start, log } = chromium(hasSandbox, NO_SANDBOX_HERE);
    expect(await startSandboxed(start, { ...who, log })).toBe('running');
    expect(tries).toEqual(flags);
  });

  it('in no window without a sandbox, with advice on what to do', async () => {
    const { tries, start, log } = chromium(false, NO_SANDBOX_HERE);
    const started = startSandboxed(start, { isRoot: false, isHeadless: false, log });
    await expect(started).rejects.toThrow(/no usable sandbox.*chromium-sandbox.*npm start/is);
    expect(tries).toEqual([[]]);
  });

  it('not again when it fails for another reason', async () => {
    const { tries, start, log } = chromium(false, 'Cannot open display');
    await expect(startSandboxed(start, { isRoot: false, isHeadless: true, log })).rejects.toThrow('gone');
    expect(tries).toEqual([[]]);
  });
});
