/** The known CRMs as buttons. A CRM whose address differs between customers asks for its piece. */
import { useState } from 'preact/hooks';
import { BRANDS, type Brand } from '../../domain/crm/known-crms.ts';
import { msg } from '../../domain/common/messages.ts';
import { formatNumber } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { PresetForm } from '../options/crm/preset-picker.tsx';

/** How many are shown at once. The others follow one click. */
const SHOWN = 11;

/** `chosen` is the name of the CRM whose address is in the field. `onTake` receives a complete template. */
export function Brands({ chosen, onTake }: { chosen: string | null; onTake: (template: string) => void }) {
  const { t, language } = usePage().translator;
  const [areAll, setAll] = useState(false);
  const [open, setOpen] = useState<Brand | null>(null);
  const more = formatNumber(BRANDS.length - SHOWN, language);
  const pick = (brand: Brand): void => {
    const { asks, template } = brand.preset;
    setOpen(asks.length === 0 ? null : brand);
    if (asks.length === 0) onTake(template);
  };
  return (
    <div class="stack group">
      <p class="hint" id="brands">
        {t('setup.crm.choose')}
      </p>
      <div class="picks" role="group" aria-labelledby="brands">
        {(areAll ? BRANDS : BRANDS.slice(0, SHOWN)).map((brand) => (
          <button
            key={brand.name}
            type="button"
            class="button"
            aria-pressed={brand.name === (open?.name ?? chosen)}
            onClick={() => pick(brand)}
          >
            <bdi>{brand.name}</bdi>
          </button>
        ))}
        {!areAll && (
          <button type="button" class="button" onClick={() => setAll(true)}>
            {t(msg('setup.crm.more', { count: more }))}
          </button>
        )}
      </div>
      {open !== null && (
        <div class="sheet lined">
          <p class="set hint">{t(`preset.attested.${open.preset.attested}`)}</p>
          <PresetForm
            key={open.name}
            preset={open.preset}
            onPick={(template) => {
              setOpen(null);
              onTake(template);
            }}
          />
        </div>
      )}
    </div>
  );
}
