import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { JSHandle, Page } from 'puppeteer-core';

// Bundles the code and sends it as text. A compiler adds helper calls to functions (tsx: `__name`), and the
// page does not have those helpers.
const { outputFiles } = buildSync({
  entryPoints: [fileURLToPath(new URL('screen-state.ts', import.meta.url))],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'seeing',
  target: 'es2022',
  minify: true,
});
const seeing = outputFiles[0]?.text ?? '';

/** Calls a function of screen-state.ts inside the page. Arguments are passed as JSON. */
export async function callInPage(
  page: Page,
  name: 'look' | 'dump' | 'guardClick' | 'endGuard',
  ...args: unknown[]
): Promise<unknown> {
  return page.evaluate(expression(name, args));
}

/** Like `callInPage`, for results that may be elements. */
export async function handleInPage(page: Page, name: 'wait', ...args: unknown[]): Promise<JSHandle> {
  return page.evaluateHandle(expression(name, args));
}

function expression(name: string, args: unknown[]): string {
  return `(() => { ${seeing}; return seeing.${name}(${args.map((each) => JSON.stringify(each)).join(', ')}); })()`;
}
