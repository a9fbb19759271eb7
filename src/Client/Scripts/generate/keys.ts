// The keys of one side, while the focus is in it: digits force, Space pauses, a full stop writes one token, W writes on, brackets go through the branches.

export interface KeyActions {
  /** 1 is the likeliest. */
  candidate(rank: number): void;
  pause(): void;
  one(): void;
  on(): void;
  branch(by: number): void;
}

export function laneKeys(lane: HTMLElement, actions: KeyActions): void {
  lane.addEventListener('keydown', event => {
    const at = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || at.closest('input, textarea, select')) return;
    if (/^[1-9]$/.test(event.key)) actions.candidate(Number(event.key));
    else if (event.key === ' ' && !at.closest('button, a, summary')) actions.pause();
    else if (event.key === '.') actions.one();
    else if (event.key === 'w' || event.key === 'W') actions.on();
    else if (event.key === '[' || event.key === ']') actions.branch(event.key === '[' ? -1 : 1);
    else return;
    event.preventDefault();
  });
}
