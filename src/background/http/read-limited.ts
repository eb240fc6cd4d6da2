/** Bodies of answers, as long as they may be and no longer. */

/** The body as text, or null once it is longer than `maxBytes`: then no more of it is taken from the network. */
export async function textWithin({ body }: Response, maxBytes: number): Promise<string | null> {
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
