// What /verify does better with scripts: the browser checks the proof itself, with keys that the reader knows if there
// are some, and nothing of it is sent. Where it cannot, the form goes to the node, as without scripts.
import { check, isAble, MOST_BYTES, NO_KEYS, readKeys, Refusal, together } from './proof.js';

const form = document.querySelector('#check');
const answer = document.querySelector('#answer');
const words = document.querySelector('#words').content;
const { file, text, trust } = form.elements;

const show = (where) => {
  for (const each of document.querySelectorAll('[data-by]')) each.hidden = each.dataset.by !== where;
};

/** One byte more than is ever taken shows that a file is too large. */
const bytesOf = async (each) => new Uint8Array(await each.slice(0, MOST_BYTES + 1).arrayBuffer());

const proof = () => (file.files.length ? bytesOf(file.files[0]) : new TextEncoder().encode(text.value.trim()));

const trusted = async () => {
  let keys = NO_KEYS;
  for (const each of trust.files) keys = together(keys, readKeys(await bytesOf(each)));
  return keys;
};

const reasonOf = (code) =>
  (words.querySelector(`[data-codes~="${code}"]`) ?? words.querySelector('[data-codes~="malformed"]')).textContent;

const item = (value, element) => {
  const made = document.createElement('li');
  made.append(element ? Object.assign(document.createElement(element), { textContent: value }) : value);
  return made;
};

/** The page's own words for a verdict, with what it came to in their places. */
const tell = ({ verdict, findings = [], unknown = [], ...refused }) => {
  const section = words.querySelector(`[data-verdict="${verdict}"]`).cloneNode(true);
  for (const place of section.querySelectorAll('[data-put]')) {
    const value = refused[place.dataset.put];
    if (place.dataset.put === 'findings') place.append(...findings.map((each) => item(each)));
    else if (place.dataset.put === 'unknown') place.append(...unknown.map((each) => item(each, 'code')));
    else if (value) place.textContent = value;
    else place.remove();
  }
  document.querySelector('#said')?.remove();
  answer.replaceChildren(section);
  section.scrollIntoView({ block: 'nearest' });
};

const verdictOf = async () => {
  let keys;
  try {
    keys = await trusted();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const { code, place, message: sentence } = refusal;
    return { verdict: 'no-keys', code, place, sentence };
  }
  const verdict = await check(await proof(), keys);
  return verdict.code ? { ...verdict, reason: reasonOf(verdict.code) } : verdict;
};

let latest = 0;

const submit = async (event) => {
  event.preventDefault();
  const now = ++latest;
  try {
    const verdict = await verdictOf();
    if (now === latest) tell(verdict);
  } catch (fault) {
    // Our own, or a file that cannot be read: the node can still be asked.
    console.error(fault);
    form.removeEventListener('submit', submit);
    show('node-after-all');
    answer.replaceChildren();
  }
};

// What is checked is the file or the text, never a mixture.
file.addEventListener('change', () => {
  text.required = file.files.length === 0;
  if (!text.required) text.value = '';
});
text.addEventListener('input', () => {
  file.value = '';
  text.required = true;
});

if (await isAble()) {
  show('browser');
  form.addEventListener('submit', submit);
} else {
  show('node-after-all');
}
