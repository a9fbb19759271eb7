// Sends chosen files to the lab, shows how far it is, and tells the page what became of them.
import type { ProblemDetails, RunInfo } from '../contract';
import { part, release, setText } from '../dom/element';
import type { Host, Widget } from '../dom/widget';

export function initialize(root: HTMLElement, _options: unknown, host: Host): Widget<null> {
  const files = part<HTMLInputElement>(root, 'files'), words = part(root, 'words');
  let request: XMLHttpRequest | null = null;

  const end = () => {
    request = null;
    setText(words, 'Import');
    files.disabled = false;
    files.value = '';
  };
  const refuse = (why: string) => { void host.invokeMethodAsync('Refused', why); };

  files.addEventListener('change', () => {
    if (!files.files?.length || request) return;
    const form = new FormData(), sent = request = new XMLHttpRequest();
    for (const file of files.files) form.append('file', file, file.name);
    files.disabled = true;
    setText(words, 'Sending …');
    sent.upload.addEventListener('progress', event => { if (event.lengthComputable) setText(words, `Sending ${Math.floor(100 * event.loaded / event.total)} %`); });
    sent.upload.addEventListener('load', () => { setText(words, 'Checking …'); });
    sent.addEventListener('error', () => { end(); refuse('The server did not answer; nothing was imported. Try again.'); });
    sent.addEventListener('load', () => {
      end();
      if (sent.status !== 201) { refuse(refusalOf(sent)); return; }
      const run = JSON.parse(sent.responseText) as RunInfo;
      void host.invokeMethodAsync('Imported', run.id, run.name);
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
