/** The addresses to which a settings file would send secrets or callers' details. Each is shown in full. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { type SentAs, lookOf, type NewAddress } from '../../domain/settings/destinations.ts';
import { revealHidden } from '../../domain/common/sanitize.ts';
import { useT } from '../app/page.tsx';
import { Phrase } from '../components/phrase.tsx';
import { ruleName } from '../calls/rule-name.ts';
import { SETTING_LABELS } from '../app/setting-labels.ts';

interface Props {
  readonly addresses: readonly NewAddress[];
  /** Content below the addresses, where the agent confirms them. */
  readonly children: ComponentChildren;
}

/** The list of new addresses, as a warning. */
export function Addresses({ addresses, children }: Props) {
  const t = useT();
  const id = useId();
  return (
    <div class="alert addresses" role="group" aria-labelledby={id}>
      <h3 id={id}>{t('file.addresses')}</h3>
      <ul>
        {addresses.map((each) => (
          <Address key={each.address} {...each} />
        ))}
      </ul>
      {children}
    </div>
  );
}

/** One address: its host, its full text, and the settings that use it. */
function Address({ address, uses }: NewAddress) {
  const t = useT();
  const { host, text, isOdd } = lookOf(address);
  return (
    <li>
      {host !== '' && (
        <p class="address-host">
          <bdi dir="ltr">{host}</bdi>
        </p>
      )}
      <p class="preview-url code">
        <bdi dir="ltr">{text}</bdi>
      </p>
      {isOdd && <p class="error">{t('file.odd')}</p>}
      {uses.map((use) => (
        <Use key={`${use.setting} ${use.holder?.id ?? ''}`} use={use} />
      ))}
    </li>
  );
}

/** Which setting uses an address, what is sent to it, and which address the setting has now. */
function Use({ use: { setting, holder, sent, before } }: { use: SentAs }) {
  const t = useT();
  const name = holder === null ? null : <bdi>{ruleName(holder, holder.index, t)}</bdi>;
  return (
    <p class="address-use">
      <b>
        {t(SETTING_LABELS[setting])}
        {name !== null && <>: {name}</>}.
      </b>{' '}
      {t(`file.sent.${sent}`)}
      {before !== '' && (
        <>
          {' '}
          <Phrase text="file.until" param="address">
            <bdi dir="ltr">{revealHidden(before)}</bdi>
          </Phrase>
        </>
      )}
    </p>
  );
}
