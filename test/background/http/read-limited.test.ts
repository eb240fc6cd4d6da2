import { describe, expect, it } from 'vitest';
import { readLimited } from '../../../src/background/http/read-limited.ts';

const answer = (bytes: readonly number[], type: string | null): Response => {
  // In single bytes, so that each character may be cut in two by the network.
  const body = new ReadableStream({
    start(controller) {
      bytes.forEach((byte) => controller.enqueue(new Uint8Array([byte])));
      controller.close();
    },
  });
  return new Response(body, type === null ? {} : { headers: { 'Content-Type': type } });
};
const read = (bytes: readonly number[], type: string | null): Promise<string | null> =>
  readLimited(answer(bytes, type), 1_000);

const UTF_8 = [...new TextEncoder().encode('"יוסי"')];
const WINDOWS_1255 = [0x22, 0xe9, 0xe5, 0xf1, 0xe9, 0x22];
const CYRILLIC_1251 = [0x22, 0xde, 0xf0, 0xe8, 0xe9, 0x22];
const ARABIC_1256 = [0x22, 0xed, 0xe6, 0xd3, 0xdd, 0x22];
const utf16 = (text: string, isBig: boolean): number[] =>
  text.split('').flatMap((letter) => {
    const unit = letter.charCodeAt(0);
    return isBig ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8];
  });
const LITTLE = utf16('"יוסי"', false);
const BIG = utf16('"יוסי"', true);

describe('the text of an answer', () => {
  it.each([
    ['application/json; charset=windows-1255', WINDOWS_1255],
    ['application/json;charset=WINDOWS-1255', WINDOWS_1255],
    ['application/json; Charset = "windows-1255"', WINDOWS_1255],
    ["text/html; charset='Windows-1255'; x=1", WINDOWS_1255],
    ['application/json; odata=verbose; charset=cp1255', WINDOWS_1255],
    ['application/json; note="; charset=utf-8"; charset=windows-1255', WINDOWS_1255],
    ['application/json; charset=windows-1255, text/html', WINDOWS_1255],
    ['text/plain; charset=iso-8859-8-i', WINDOWS_1255],
    ['text/plain; charset=iso-8859-8', WINDOWS_1255],
    ['text/plain; charset=hebrew', WINDOWS_1255],
    ['application/json; charset=utf-16', LITTLE],
    ['application/json; charset=UTF-16LE', LITTLE],
    ['application/json; charset=utf-16be', BIG],
    ['application/json; charset=utf-8', UTF_8],
    ['application/json; charset=UTF8', UTF_8],
  ])('is decoded by the header %s', async (type, bytes) => {
    expect(await read(bytes, type)).toBe('"יוסי"');
  });

  it.each([
    ['text/plain; charset=windows-1251', CYRILLIC_1251, 'Юрий'],
    ['text/plain; charset=koi8-r', [0x22, 0xe0, 0xd2, 0xc9, 0xca, 0x22], 'Юрий'],
    ['text/plain; charset=windows-1256', ARABIC_1256, 'يوسف'],
    ['text/plain; charset=iso-8859-1', [0x22, 0x4a, 0x6f, 0x73, 0xe9, 0x22], 'José'],
  ])('in other alphabets is decoded by the header %s', async (type, bytes, name) => {
    expect(await read(bytes, type)).toBe(`"${name}"`);
  });

  it.each([
    null,
    'application/json',
    'application/json; charset',
    'application/json; charset=',
    'application/json; charset=""',
    'application/json; charset=no-such-set',
    'application/json; charset=utf-7',
    'application/json; charset=iso-2022-kr',
    'application/json; mycharset=windows-1255',
    'application/json; note="; charset=windows-1255"',
    ';;;=;charset',
  ])('is UTF-8 if the header names no known character set: %s', async (type) => {
    expect(await read(UTF_8, type)).toBe('"יוסי"');
  });

  it.each([
    ['UTF-8', [0xef, 0xbb, 0xbf, ...UTF_8]],
    ['UTF-16, little end first', [0xff, 0xfe, ...LITTLE]],
    ['UTF-16, big end first', [0xfe, 0xff, ...BIG]],
  ])('is decoded by its byte order mark, whatever the header says: %s', async (_, bytes) => {
    for (const type of [null, 'text/plain; charset=windows-1255', 'text/plain; charset=utf-16be'])
      expect(await read(bytes, type)).toBe('"יוסי"');
  });

  it('has a mark in place of each byte that makes no character', async () => {
    expect(await read(WINDOWS_1255, 'application/json')).toBe('"\ufffd\ufffd\ufffd\ufffd"');
  });

  it('is empty without a body, and null beyond the limit', async () => {
    expect(await readLimited(new Response(null), 10)).toBe('');
    expect(await readLimited(answer(UTF_8, null), UTF_8.length - 1)).toBeNull();
    expect(await readLimited(answer(UTF_8, null), UTF_8.length)).toBe('"יוסי"');
  });
});
