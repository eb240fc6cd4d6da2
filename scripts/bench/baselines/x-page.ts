/** The open page of baseline X. It paints the ringing number in one line. */
const place = document.getElementById('line');
const paint = (ring: unknown): void => {
  if (place !== null && typeof ring === 'string') place.textContent = ring;
};
chrome.storage.onChanged.addListener(({ ring }) => paint(ring?.newValue));
chrome.runtime.onMessage.addListener((message: unknown) => paint((message as { ring?: string }).ring));
