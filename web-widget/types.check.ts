// What a page in TypeScript may write: checked, never run.
import type { FlattrButton, FlattrDetail } from 'flattr-button';

const button: FlattrButton = document.createElement('flattr-button');
button.addEventListener('flattr-click', (event) => {
  const detail: FlattrDetail = event.detail;
  if (detail.href === '') event.preventDefault();
});
