/** The options section for the CRM: its link, when and where it opens, and further links. */
import { useState } from 'preact/hooks';
import { isHalfTyped } from '../../../domain/crm/insert-placeholder.ts';
import { usePage } from '../../app/page.tsx';
import { errorKey } from '../../components/field.tsx';
import { Lockable, useLocked } from '../../components/locked.tsx';
import { Group, SectionFrame } from '../section-frame.tsx';
import { useAutosaveField } from '../use-autosave-field.ts';
import { MoreLinks, Opening } from './more-links.tsx';
import { ForeignTemplate, PresetPicker } from './preset-picker.tsx';
import { LinkPreviewRow, TemplateField } from './template-field.tsx';
import { type PreviewCaller, useLastCaller } from './use-last-caller.ts';

/** Shows its fields once the last caller is known, so that nothing moves afterwards. */
export function CrmSection() {
  const caller = useLastCaller();
  return (
    <SectionFrame section="crm">
      {caller !== null && (
        <>
          <CrmLink caller={caller} />
          <Opening />
          <Lockable name="moreLinks">
            <MoreLinks caller={caller} />
          </Lockable>
        </>
      )}
    </SectionFrame>
  );
}

/** The default link, with the list of known CRMs. */
function CrmLink({ caller }: { caller: PreviewCaller }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const template = useAutosaveField('crmLink');
  const isLocked = useLocked('crmLink');
  const [isChoosing, setChoosing] = useState(false);
  const typed = template.parsed.ok ? template.parsed.value : null;
  // What is stored stays in force, and in sight, while the agent types a placeholder.
  const shown = isHalfTyped(template.text) ? settings.crmLink : typed;
  return (
    <Group>
      <TemplateField
        name="crmLink"
        label="crm.link"
        hint="crm.hint"
        placeholder="crm.example"
        value={template.text}
        error={errorKey(template.fault)}
        caller={caller}
        onText={template.type}
        onLeave={template.settle}
      >
        {!isLocked && (
          <button
            type="button"
            class="button small"
            data-item="presets"
            aria-expanded={isChoosing}
            onClick={() => setChoosing(!isChoosing)}
          >
            {t(template.text === '' ? 'preset.title' : 'insert.otherCrm')}
          </button>
        )}
      </TemplateField>
      {!isLocked && isChoosing && <PresetPicker onPick={template.type} />}
      {!isLocked && <ForeignTemplate text={template.text} onTake={template.type} />}
      <LinkPreviewRow template={shown} caller={caller} isSaved={template.isSaved} />
    </Group>
  );
}
