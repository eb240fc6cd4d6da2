/** Takes over what an earlier version has stored elsewhere or otherwise. */
import { modernCalls } from '../domain/old-forms.ts';
import { log } from '../platform/log.ts';
import { firstHistory } from '../platform/storage.ts';
import { keepOld } from './effects/history.ts';

/** Moves the list of past calls of the first versions into the history. Repeatable: the list goes when all of it is there. */
export async function takeOverHistory(): Promise<void> {
  const left = await firstHistory.get();
  if (left === undefined) return;
  const calls = modernCalls(left);
  await keepOld(calls);
  await firstHistory.remove();
  log('info', 'history taken over', { calls: calls.length });
}
