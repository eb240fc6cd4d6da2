/**
 * Baseline V: the sample page of the vendor's documentation, with the socket in an open tab. It writes caller
 * and reason to the DOM.
 */
import io from 'socket.io-client';

const query = new URLSearchParams(location.search);
const socket = io(query.get('server') ?? '', {
  transports: ['websocket'],
  upgrade: false,
  forceNew: true,
  query: { token: query.get('token') },
});
const calls = document.getElementById('calls');

socket.on('loginSuccess', () => {
  const status = document.getElementById('status');
  if (status !== null) status.innerHTML = 'Connected';
});
socket.on('ExtensionEvent', (event) => {
  const { reason, data } = event as {
    reason: string;
    data: { currentCall?: { ivrid: string; callerphone: string } };
  };
  if (calls === null || data.currentCall === undefined) return;
  const { ivrid, callerphone } = data.currentCall;
  const row =
    document.getElementById(ivrid) ??
    calls.appendChild(Object.assign(document.createElement('div'), { id: ivrid, innerHTML: callerphone }));
  row.innerHTML += ` ${reason}<br>`;
});
