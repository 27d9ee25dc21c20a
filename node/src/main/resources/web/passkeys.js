// Makes and uses passkeys. All that needs this script is hidden in the pages until it has run.
const able = Boolean(
  window.PublicKeyCredential?.parseCreationOptionsFromJSON &&
    PublicKeyCredential.parseRequestOptionsFromJSON,
);

const options = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const { csrf, ticket } = form.elements;
  const body = new URLSearchParams({ csrf: csrf.value, ticket: ticket?.value ?? '' });
  const answer = await fetch(form.dataset.ask, { method: 'POST', body });
  if (!answer.ok) throw new Error(`no challenge: ${answer.status}`);
  return answer.json();
};

const credential = async (form) => {
  const wanted = await options(form);
  return form.dataset.passkey === 'create'
    ? navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted),
      })
    : navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(wanted),
      });
};

const send = async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const button = form.querySelector('button');
  const said = form.querySelector('[role=status]');
  button.disabled = true;
  said.textContent = '';
  try {
    form.elements.credential.value = JSON.stringify(await credential(form));
    form.submit();
  } catch {
    // Refused by the member, or by their device: browsers do not say which.
    said.textContent = form.dataset.failed;
    button.disabled = false;
  }
};

if (able) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.addEventListener('submit', send);
  }
  for (const each of document.querySelectorAll('[data-passkey]')) each.hidden = false;
  for (const each of document.querySelectorAll('[data-no-passkey]')) each.hidden = true;
}
