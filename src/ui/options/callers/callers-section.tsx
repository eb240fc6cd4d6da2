/** The options section for what is known of callers. */
import { useLater } from '../../setup/load-later.ts';
import { useLastCaller } from '../crm/use-last-caller.ts';
import { SectionFrame } from '../section-frame.tsx';

/** Shows its fields once everything that they show is loaded, so that nothing moves afterwards. */
export function CallersSection() {
  const caller = useLastCaller();
  const later = useLater(true);
  return (
    <SectionFrame section="callers">
      {caller !== null && later !== null && <later.CallerFields caller={caller} />}
    </SectionFrame>
  );
}
