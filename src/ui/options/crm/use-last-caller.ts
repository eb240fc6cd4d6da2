/** The call that fills the previews of links: the last one with a number, or a sample. */
import { useCallback, useMemo, useRef } from 'preact/hooks';
import { numberOf } from '../../../domain/calls/call.ts';
import { linkValues, type LinkValues, sampleValues } from '../../../domain/crm/link-values.ts';
import { lastCalls } from '../../../platform/storage/history-db.ts';
import { callLabel } from '../../calls/call-view.ts';
import { usePage } from '../../app/page.tsx';
import { useHistory } from '../../app/use-history.ts';

/** How many past calls are searched for one with a number. */
const PAST_CALLS = 20;

/** A caller for previews. */
export interface PreviewCaller {
  readonly values: LinkValues;
  /** Name or number of the last caller. Null for the sample caller. */
  readonly label: string | null;
}

/** Returns null until the history was read for the first time. */
export function useLastCaller(): PreviewCaller | null {
  const { settings, translator } = usePage();
  const { region } = settings;
  const read = useHistory(useCallback((whose: string | null) => lastCalls(whose, PAST_CALLS), []));
  const call = read.value?.find(({ caller }) => numberOf(caller) !== null);
  const caller = useMemo(
    () =>
      call === undefined
        ? { values: sampleValues(region), label: null }
        : { values: linkValues(call, region), label: callLabel(call, { region }, translator.t) },
    [call, region, translator],
  );
  // The fields must not go away while another user's history is being read.
  const isKnown = useRef(false);
  isKnown.current ||= read.value !== null || read.hasFailed;
  return isKnown.current ? caller : null;
}
