/** The way to the check-up. */
import { closePanel, openDoctor } from '../platform/pages.ts';
import { letGo } from './ask.ts';
import { useT } from './page.tsx';

export function DoctorLink() {
  const go = (event: Event): void => {
    event.preventDefault();
    letGo('check-up not opened', openDoctor().then(closePanel));
  };
  return <a href="doctor.html" target="_blank" class="link" onClick={go}>{useT()('doctor.title')}</a>;
}
