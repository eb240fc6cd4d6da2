/**
 * The card that stays on top of all windows, and the page that opens it. Both are one bundle: the opener is a
 * window of its own, and the card is a page in the frame that the opener puts on top.
 */
import { mount } from '../app/page.tsx';
import { CardOnTop } from './card-on-top.tsx';
import { Opener } from './opener.tsx';

if (location.pathname.endsWith('/float-card.html')) mount(CardOnTop, 'calls.title', 'on-top');
else mount(Opener, 'float.title');
