/** The fields of the CRM section: the link, when and where it opens, and further links. */
import { useState } from 'preact/hooks';
import { isHalfTyped } from '../../../domain/crm/insert-placeholder.ts';
import { usePage } from '../../app/page.tsx';
import { errorKey } from '../../components/field.tsx';
import { Lockable, useLocked } from '../../components/locked.tsx';
import { Group } from '../section-frame.tsx';
import { useAutosaveField } from '../use-autosave-field.ts';
import { MoreLinks, Opening } from './more-links.tsx';
import { PastedOffer } from './pasted-offer.tsx';
import { ForeignTemplate, PresetPicker } from './preset-picker.tsx';
import { LinkPreviewRow, TemplateField } from './template-field.tsx';
import type { PreviewCaller } from './use-last-caller.ts';

export function CrmFields({ caller }: { caller: PreviewCaller }) {
  return (
    <>
      <CrmLink caller={caller} />
      <Opening />
      <Lockable name="moreLinks">
        <MoreLinks caller={caller} />
      </Lockable>
    </>
  );
}

/** The default link, with the list of known CRMs. */
function CrmLink({ caller }: { caller: PreviewCaller }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const template = useAutosaveField('crmLink');
  const isLocked = useLocked('crmLink');
  const [isChoosing, setChoosing] = useState(false);
  // The button goes away with its click, so the field takes the focus.
  const take = (offered: string): void => {
    template.type(offered);
    document.querySelector<HTMLElement>('[data-item="crmLink"] input')?.focus();
  };
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
      {!isLocked && <PastedOffer text={template.text} onTake={take} />}
      <LinkPreviewRow template={shown} caller={caller} isSaved={template.isSaved} />
    </Group>
  );
}
