/**
 * What the worker has the hidden page do. In Chromium only a page can play a sound, and only a page can load
 * code later, as the fetch of the company's contact list needs.
 */
import browser from 'webextension-polyfill';
import * as v from 'valibot';
import { SOUNDS, type SoundName } from '../../domain/rules/sounds.ts';
import type { ListAnswer, ListRequest } from '../contacts/company-list.ts';
import { ACK } from './commands.ts';

/**
 * The messages that start a sound, end all sounds, fetch the contact list of the company, and say that the
 * answer to that has arrived. `volume` is in percent.
 */
const audioSchema = v.variant('type', [
  v.object({ type: v.literal('play'), name: v.picklist(SOUNDS), volume: v.number() }),
  v.object({ type: v.literal('stop-sounds') }),
  v.object({
    type: v.literal('contacts'),
    request: v.object({
      url: v.string(),
      region: v.custom<ListRequest['region']>((region) => typeof region === 'string'),
      former: v.nullable(v.string()),
      version: v.object({ etag: v.nullable(v.string()), modified: v.nullable(v.string()) }),
    }),
  }),
  v.object({ type: v.literal('contacts-taken') }),
]);
type AudioMessage = v.InferOutput<typeof audioSchema>;

const tell = (message: AudioMessage): Promise<unknown> => browser.runtime.sendMessage(message);

/** Asks the hidden page to play a sound. Rejects if that page is not open. */
export async function playInOffscreen(name: SoundName, volume: number): Promise<void> {
  await tell({ type: 'play', name, volume });
}

/** Asks the hidden page to end all sounds. Rejects if that page is not open. */
export async function stopInOffscreen(): Promise<void> {
  await tell({ type: 'stop-sounds' });
}

/**
 * Has the hidden page fetch the contact list of the company. Rejects if that page is not open, or if it
 * closes before the list is read.
 */
export async function fetchListInOffscreen(request: ListRequest): Promise<ListAnswer> {
  const answer = (await tell({ type: 'contacts', request })) as ListAnswer | undefined;
  if (answer === undefined) throw new Error('page closed');
  // The page closes now. It cannot know by itself that its answer has arrived.
  void tell({ type: 'contacts-taken' }).catch(() => undefined);
  return answer;
}

/**
 * Calls `play` for each request to play a sound, `stop` to end all sounds, `fetchContacts` to fetch the
 * company's contact list, and `contactsTaken` when the answer of that has arrived. Used by the hidden page.
 */
export function onAudio({
  play,
  stop,
  fetchContacts,
  contactsTaken,
}: {
  readonly play: (name: SoundName, volume: number) => void;
  readonly stop: () => void;
  readonly fetchContacts: (request: ListRequest) => Promise<ListAnswer>;
  readonly contactsTaken: () => void;
}): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: browser.Runtime.MessageSender) => {
    const parsed = v.safeParse(audioSchema, message);
    if (sender.id !== browser.runtime.id || !parsed.success) return undefined;
    const asked = parsed.output;
    if (asked.type === 'contacts') return fetchContacts(asked.request);
    if (asked.type === 'play') play(asked.name, asked.volume);
    else if (asked.type === 'stop-sounds') stop();
    else contactsTaken();
    return Promise.resolve(ACK);
  });
}
