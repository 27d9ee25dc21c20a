// What /widget does better with scripts: shows each choice at once, and copies. The page is whole without.
const form = document.querySelector('#choice');
const made = document.querySelector('#made');
let latest = 0;

const offerToCopy = () => {
  for (const code of made.querySelectorAll('pre')) {
    const copy = document.createElement('button');
    copy.type = 'button';
    copy.className = 'second copy';
    copy.textContent = document.documentElement.lang === 'de' ? 'Kopieren' : 'Copy';
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.textContent);
      copy.textContent = document.documentElement.lang === 'de' ? 'Kopiert' : 'Copied';
    });
    code.after(copy);
  }
};

const update = async () => {
  const now = ++latest;
  const address = `/widget?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (now !== latest) return;
  made.replaceChildren(...page.querySelector('#made').childNodes);
  history.replaceState(null, '', address);
  offerToCopy();
};

let pause;
form.addEventListener('input', () => {
  clearTimeout(pause);
  pause = setTimeout(() => form.elements.url.value && update(), 300);
});
offerToCopy();
