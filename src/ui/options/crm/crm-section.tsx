/** The options section for the CRM. */
import { useLater } from '../../setup/load-later.ts';
import { SectionFrame } from '../section-frame.tsx';
import { useLastCaller } from './use-last-caller.ts';

/** Shows its fields once they are loaded and the last caller is known, so that nothing moves afterwards. */
export function CrmSection() {
  const caller = useLastCaller();
  const later = useLater(true);
  return (
    <SectionFrame section="crm">
      {caller !== null && later !== null && <later.CrmFields caller={caller} />}
    </SectionFrame>
  );
}
