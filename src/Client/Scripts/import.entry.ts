// Sends chosen files to the lab, shows how far it is, and says what became of them.
import type { ProblemDetails, RunInfo } from './contract';
import { make, part, release } from './element';
import type { Widget } from './widget';

export function initialize(root: HTMLElement): Widget<null> {
  const files = part<HTMLInputElement>(root, 'files'), progress = part<HTMLProgressElement>(root, 'progress'), notice = part(root, 'notice');
  let request: XMLHttpRequest | null = null;

  const say = (message: string, bad: boolean) => {
    notice.hidden = false;
    notice.classList.toggle('is-bad', bad);
    notice.replaceChildren(message);
  };
  const end = () => {
    request = null;
    progress.hidden = true;
    files.disabled = false;
    files.value = '';
  };

  files.addEventListener('change', () => {
    if (!files.files?.length || request) return;
    const form = new FormData(), sent = request = new XMLHttpRequest();
    for (const file of files.files) form.append('file', file, file.name);
    files.disabled = true;
    progress.hidden = false;
    progress.value = 0;
    say('Sending …', false);
    sent.upload.addEventListener('progress', event => { if (event.lengthComputable) progress.value = event.loaded / event.total; });
    sent.upload.addEventListener('load', () => { progress.removeAttribute('value'); say('Checking what was sent …', false); });
    sent.addEventListener('error', () => { end(); say('The server did not answer; nothing was imported. Try again.', true); });
    sent.addEventListener('load', () => {
      end();
      if (sent.status !== 201) { say(refusalOf(sent), true); return; }
      const run = JSON.parse(sent.responseText) as RunInfo;
      say(`“${run.name}” was imported. `, false);
      notice.append(make('a', '', 'Inspect it', { href: `inspect?run=${encodeURIComponent(run.id)}` }), ' or ', make('a', '', 'generate with it', { href: `generate?run=${encodeURIComponent(run.id)}` }), '.');
    });
    sent.open('POST', new URL('api/runs/import', document.baseURI));
    sent.send(form);
  });

  release(root);
  return { update() { }, dispose() { request?.abort(); } };
}

/** What a refusal says, or its number where it says nothing. */
function refusalOf(answer: XMLHttpRequest): string {
  try {
    const problem = JSON.parse(answer.responseText) as ProblemDetails;
    return problem.detail ?? `The server answered ${answer.status}.`;
  } catch {
    return `The server answered ${answer.status}.`;
  }
}
