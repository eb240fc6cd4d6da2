/** Reads the body of an HTTP answer up to a maximum length. */

/**
 * Resolves to the body as text, or to null if it is longer than `maxBytes`. Reading stops at that point, so
 * no more is taken from the network. Rejects if the network fails.
 */
export async function readLimited({ body }: Response, maxBytes: number): Promise<string | null> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
    length += chunk.value.byteLength;
    if (length > maxBytes) {
      await reader?.cancel();
      return null;
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}
