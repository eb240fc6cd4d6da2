/** The options section for what is known of callers. */
import { useLater } from '../../setup/load-later.ts';
import { SectionFrame } from '../section-frame.tsx';
import { useAdapters } from './use-crm.ts';
import { useLastCaller } from './use-last-caller.ts';

/** Shows its fields once everything that they show is loaded, so that nothing moves afterwards. */
export function LookupSection() {
  const caller = useLastCaller();
  const adapters = useAdapters();
  const later = useLater(true);
  return (
    <SectionFrame section="callers">
      {caller !== null && adapters !== null && later !== null && (
        <later.LookupFields caller={caller} adapters={adapters} />
      )}
    </SectionFrame>
  );
}
