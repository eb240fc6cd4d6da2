/** Version, check-up, keyboard shortcuts and licences. */
import { ownVersion } from '../../platform/diagnostics.ts';
import { useT } from '../app/page.tsx';
import { PageLink } from '../components/page-link.tsx';
import { Group, SectionFrame } from './section-frame.tsx';
import { Shortcuts } from './shortcuts.tsx';

/** The options section about Ringside itself. */
export function AboutSection() {
  const t = useT();
  return (
    <SectionFrame section="about">
      <Group>
        <div class="set" data-item="diagnostics">
          <div>
            <p>{t('doctor.title')}</p>
            <p class="hint">{t('settings.diagnosticsHint')}</p>
          </div>
          <PageLink to="doctor" class="button">
            {t('settings.openDiagnostics')}
          </PageLink>
        </div>
        <div class="set" data-item="version">
          <span>{t('settings.version')}</span>
          <bdi dir="ltr" class="soft">
            {ownVersion()}
          </bdi>
        </div>
        <div class="set">
          <span>{t('settings.licences')}</span>
          <a class="button" href="LICENSES.txt" target="_blank">
            {t('settings.showLicences')}
          </a>
        </div>
      </Group>
      <Shortcuts />
    </SectionFrame>
  );
}
