/** Reads entries of a ZIP archive with the browser's own decompression. Every size is bounded. */

/** Most entries of an archive. A workbook has some dozens. */
const MAX_ENTRIES = 200;
/** Largest entry, in bytes. */
const MAX_UNPACKED = 50_000_000;
/** Most that an entry may grow, as a factor. */
const MAX_GROWTH = 200;
/** Longest comment at the end of an archive, with the record before it, in bytes. */
const MAX_END = 65_557;

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** An archive whose entries can be read. */
export interface Archive {
  /** Returns whether there is an entry of this name. */
  readonly has: (name: string) => boolean;
  /** Resolves to the bytes of an entry. Rejects if it is missing, damaged, encrypted or too large. */
  readonly read: (name: string) => Promise<Uint8Array>;
}

interface Entry {
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packed: number;
  readonly at: number;
}

/** Opens an archive. Throws if it is damaged, or has too many entries. */
export function openArchive(bytes: Uint8Array): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = entriesOf(view, bytes);
  return {
    has: (name) => entries.has(name),
    read: async (name) => {
      const entry = entries.get(name);
      if (entry === undefined || entry.isEncrypted) throw new Error('entry not readable');
      if (view.getUint32(entry.at, true) !== LOCAL) throw new Error('entry damaged');
      const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
      const packed = bytes.subarray(start, start + entry.packed);
      if (packed.length !== entry.packed) throw new Error('entry damaged');
      if (entry.method === 0) return packed;
      if (entry.method !== 8) throw new Error('compression not known');
      return inflate(packed);
    },
  };
}

function entriesOf(view: DataView, bytes: Uint8Array): ReadonlyMap<string, Entry> {
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) {
    end -= 1;
    if (end < view.byteLength - MAX_END) end = -1;
  }
  if (end < 0) throw new Error('no archive');
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) throw new Error('too many entries');
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let each = 0; each < count; each += 1) {
    if (view.getUint32(at, true) !== CENTRAL) throw new Error('archive damaged');
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.set(name.replaceAll('\\', '/').replace(/^\//, ''), {
      method: view.getUint16(at + 10, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      packed: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Stops as soon as the entry grows too large, whatever size the archive claims. */
async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  const most = Math.min(MAX_UNPACKED, packed.length * MAX_GROWTH);
  const stream = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Error('entry too large');
    }
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
