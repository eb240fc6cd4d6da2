/* The control page: buttons post to the control API, the lists show its state once a second. Text goes in as text only. */

const byId = (id) => document.getElementById(id);
const form = byId('caller');
const message = byId('message');

/** What can be done to a call in each phase, as [operation, label]. */
const ACTIONS = {
  Ringing: [['answer', 'Answer'], ['answered-elsewhere', 'Answered elsewhere'], ['reject', 'Reject'], ['hang-up', 'Hang up']],
  Dialing: [['answer', 'Answer'], ['hang-up', 'Hang up']],
  Talking: [['hold', 'Hold'], ['hang-up', 'Hang up']],
  Hold: [['unhold', 'Unhold'], ['hang-up', 'Hang up']],
  Spying: [['hang-up', 'Hang up']],
};

/** The design's colour of each phase. */
const TONES = { Ringing: 'ringing', Dialing: 'ringing', Talking: 'talking', Hold: 'held', Spying: 'neutral' };

function say(text, bad = false) {
  message.textContent = text;
  message.classList.toggle('error', bad);
}

async function ask(operation, body) {
  try {
    const response = await fetch(`control/${operation}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    say(response.ok ? `${operation}: ${answer.callId ?? 'done'}` : answer.error, !response.ok);
  } catch {
    say('The simulator does not answer.', true);
  }
  await refresh();
}

/** What the form says; fields left empty keep the simulator's defaults. */
function callerFrom(button) {
  const filled = [...new FormData(form)].filter(([, value]) => value !== '');
  return Object.fromEntries(filled.filter(([name]) => name !== 'line' || !('noLine' in button.dataset)));
}

function bodyFor(button) {
  if (button.dataset.body) return JSON.parse(button.dataset.body);
  return 'plain' in button.dataset ? {} : callerFrom(button);
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function callItem(call) {
  const who = element('bdi', { textContent: call.callerName || 'No name' });
  const number = element('bdi', { className: 'number', textContent: call.callerNumber });
  const phase = element('span', { className: `chip tone-${TONES[call.phase]}`, textContent: call.phase });
  const target = { callId: call.callId, line: call.line, phone: call.phone };
  const actions = ACTIONS[call.phase].map(([operation, label]) =>
    element('button', { className: 'button small', textContent: label, onclick: () => ask(operation, target) }));
  return element('li', {},
    element('div', { className: 'bar' }, element('span', { className: 'grow' }, who, ' · ', number), phase),
    element('div', { className: 'hint', textContent: `${call.direction} · ${call.userName} (${call.line}${call.phone > 1 ? `, phone ${call.phone}` : ''}) · ${call.callId}` }),
    element('div', { className: 'bar wrap' }, ...actions));
}

function waitingItem(waiting) {
  const abandon = element('button', { className: 'button small', textContent: 'Give up', onclick: () => ask('abandon', { callId: waiting.callId }) });
  const join = element('button', { className: 'button small', textContent: 'Put through', onclick: () => ask('joined', { callId: waiting.callId }) });
  const queue = element('bdi', { textContent: waiting.queueName });
  const number = element('bdi', { className: 'number', textContent: waiting.callerNumber });
  return element('li', {},
    element('div', { className: 'bar' }, element('span', { className: 'grow' }, number, ' · ', queue), element('span', { className: 'bar' }, join, abandon)));
}

function eventItem(event) {
  const time = new Date(event.at).toLocaleTimeString();
  return element('li', { className: 'hint', textContent: `${time}  ${event.name}  ${event.values === '[]' ? '' : event.values}` });
}

/** Redraws a list only when it changed, so that a button is not taken from under the pointer. */
function show(id, items, draw, none) {
  const list = byId(id);
  const drawn = JSON.stringify(items);
  if (list.dataset.drawn === drawn) return;
  list.dataset.drawn = drawn;
  list.replaceChildren(...(items.length ? items.map(draw) : [element('li', { className: 'soft', textContent: none })]));
}

function showLines(lines) {
  const select = form.elements.line;
  if (select.options.length === lines.length) return;
  select.replaceChildren(...lines.map(({ line, userName }) => element('option', { value: line, textContent: `${userName} (${line})` })));
}

async function refresh() {
  let state;
  try {
    state = await (await fetch('control/state')).json();
  } catch {
    byId('clients').textContent = 'stopped';
    return;
  }
  byId('url').textContent = state.url;
  const count = state.clients.length;
  byId('clients').textContent = `${count} ${count === 1 ? 'client' : 'clients'} connected${state.refusingSockets ? ' · refusing new ones' : ''}`;
  showLines(state.lines);
  show('calls', state.calls, callItem, 'No call.');
  show('waiting', state.waiting, waitingItem, 'Nobody waits.');
  show('events', state.clientEvents.slice(-8).reverse(), eventItem, 'Nothing yet.');
}

for (const button of document.querySelectorAll('button[data-do]')) {
  button.addEventListener('click', () => ask(button.dataset.do, bodyFor(button)));
}
form.addEventListener('submit', (event) => event.preventDefault());
await refresh();
setInterval(refresh, 1000);
