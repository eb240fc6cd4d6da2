/** Serves the control page. Its files are read on every request, so that changes need no restart. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { send } from './http.ts';

const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
};

/** Sends the page or one of its files; 404 for any other path. */
export async function servePage(path: string, response: ServerResponse): Promise<void> {
  const found = FILES[path];
  if (!found) {
    send(response, 404, 'Not found', { 'Content-Type': 'text/plain' });
    return;
  }
  const text = await readFile(new URL(`page/${found.file}`, import.meta.url), 'utf8');
  send(response, 200, text, { 'Content-Type': found.type });
}
