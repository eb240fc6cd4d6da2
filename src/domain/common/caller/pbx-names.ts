/** The texts of the PBX that may name a caller. Whether they do is learnt (known-labels.ts). */
import { isSameNumber, type Region } from '../phone-number.ts';
import type { Caller } from '../types.ts';
import type { CallerText } from './caller-words.ts';

/** A caller and the label that the PBX shows beside the number. */
export interface LabelledCaller {
  readonly caller: Caller;
  readonly label: string;
  /** What the label says about the caller. Missing when the label is no more than a name. */
  readonly labelCaller?: CallerText;
}

/**
 * Returns the texts that may name the caller, the best one first: the name that came with the number, then
 * the label. A label that is only the number, or says that the number is hidden, is none. A colleague is
 * known by name, so there are none for an internal call.
 */
export function pbxNames({ caller, label, labelCaller }: LabelledCaller, region: Region): readonly string[] {
  if (caller.kind === 'internal') return [];
  const own = caller.kind === 'external' ? (caller.name ?? '') : '';
  const number = caller.kind === 'external' ? caller.number : null;
  const said = labelName(label, labelCaller, number ?? '', region);
  return [own, said].filter((name, index, all) => name !== '' && all.indexOf(name) === index);
}

function labelName(label: string, said: CallerText | undefined, number: string, region: Region): string {
  if (said === undefined) return label;
  if (said.number === null) return said.name;
  return isSameNumber(said.number, number, region) ? said.name : label;
}
