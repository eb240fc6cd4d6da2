/**
 * Serves the control page, with the design of the extension's pages. Its files are read on every request, so
 * that changes need no restart.
 */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { send } from './http.ts';

const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
};

/** The style sheets of the design, by path. They import each other by their names. */
const DESIGN = /^\/design\/[a-z]+\.css$/;

/** Returns the file of a path and its type, or undefined for an unknown path. */
function fileAt(path: string): { readonly file: URL; readonly type: string } | undefined {
  if (DESIGN.test(path))
    return { file: new URL(`../../src/ui${path}`, import.meta.url), type: 'text/css; charset=utf-8' };
  const found = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  return found && { file: new URL(`page/${found.file}`, import.meta.url), type: found.type };
}

/** Sends the page or one of its files; 404 for any other path. */
export async function servePage(path: string, response: ServerResponse): Promise<void> {
  const found = fileAt(path);
  const text = found && (await readFile(found.file, 'utf8').catch(() => undefined));
  if (found === undefined || text === undefined) {
    send(response, 404, 'Not found', { 'Content-Type': 'text/plain' });
    return;
  }
  send(response, 200, text, { 'Content-Type': found.type });
}
