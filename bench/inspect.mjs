// What inspecting costs, in Chromium: from the last letter to the drawn answer, a hover's frames, and how many steps training makes meanwhile.
// Usage: node bench/inspect.mjs answer|hover|asking|watching SERVER RUN [TIMES]   (a lab that runs; playwright-core where node finds it, NODE_PATH counts)
import { createRequire } from "node:module";

const [what, server, run, times = "40"] = process.argv.slice(2), count = Number(times);
const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));
const spread = (values) => {
  const sorted = [...values].sort((a, b) => a - b), at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
  return `median ${at(0.5)}, 90 % ${at(0.9)}, largest ${at(1)}`;
};

async function open(path, width = 1440) {
  const { chromium } = createRequire(import.meta.url)("playwright-core");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-breakpad"] });
  const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
  await page.goto(server + path);
  await page.waitForFunction(() => document.querySelector(".inspect")?.dataset.state === "ready", null, { timeout: 60000 });
  await pause(2000);
  return { browser, page };
}

// From the event of the last letter: the question leaves, the answer is there, its tokens are in the document, and the frame with all views is through.
async function answer() {
  const { browser, page } = await open(`/inspect?run=${run}`);
  if (await page.locator("[data-part=follow]").isEnabled()) await page.locator("[data-part=follow]").uncheck();
  const taken = await page.evaluate(async (count) => {
    const prompt = document.querySelector("[data-part=prompt]"), tokens = document.querySelector(".ins-tokens"), taken = [];
    const glyph = () => tokens.lastElementChild?.querySelector(".ins-chip-glyph")?.textContent;
    const text = prompt.value.slice(0, 63);
    for (let i = 0; i < count; i++) {
      await new Promise((resume) => setTimeout(resume, 300 + (i * 37) % 100));
      performance.clearResourceTimings();
      const letter = "abcdefghijklmnopqrstuvwxyz"[i % 26], start = performance.now();
      let seen = 0, drawn = 0;
      const done = new Promise((resume) => {
        const watch = new MutationObserver(() => {
          if (glyph() !== letter) return;
          watch.disconnect();
          seen = performance.now();
          requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => { drawn = performance.now(); resume(); }; port2.postMessage(0); });
        });
        watch.observe(tokens, { childList: true, characterData: true, subtree: true });
      });
      prompt.value = text + letter;
      prompt.dispatchEvent(new Event("input", { bubbles: true }));
      await done;
      const asked = performance.getEntriesByType("resource").find((entry) => entry.name.endsWith("/inspect"));
      taken.push([asked.startTime - start, asked.responseEnd - asked.startTime, seen - start, drawn - start]);
    }
    return { taken, tokens: tokens.children.length };
  }, count);
  console.log(`${count} letters at the end of a prompt of ${taken.tokens} tokens, milliseconds from the letter's event`);
  ["until the question leaves", "the question's way and back", "until the tokens show the answer", "until the frame with all views is drawn"].forEach((name, i) => console.log(`  ${name}: ${spread(taken.taken.map((row) => row[i]))}`));
  await browser.close();
}

// One move of the pointer in each frame; what the page's thread does in that frame, up to the end of painting, and how far apart frames are.
async function hover() {
  const prompt = "Now is the winter of our discontent made glorious summer by this sun of York. ".repeat(4).slice(0, 256);
  const { browser, page } = await open(`/inspect?run=${run}&heads=all&prompt=${encodeURIComponent(prompt)}`);
  console.log(`  ${await page.locator(".ins-chip").count()} tokens`);
  for (const [name, part, x, y] of [["a cell of the matrix", "plane", [0.02, 0.4], [0.3, 0.9]], ["a query's arcs", "arcs-canvas", [0.05, 0.1], [0.05, 0.9]], ["a key's arcs", "arcs-canvas", [0.92, 0.97], [0.05, 0.9]],
    ["a head among all", "model-map", [0.1, 0.9], [0.1, 0.9]], ["a token", "tokens", [0, 0], [0, 0]]]) {
    const { work, apart } = await page.evaluate(async ({ part, x, y, count }) => {
      const at = document.querySelector(`.inspect [data-part=${part}]`), work = [], apart = [];
      let before = 0;
      for (let i = 0; i < count; i++) {
        // The move comes at the start of a frame, as the browser delivers it; who draws asks for an animation frame, so that one is opened in it.
        const [start, end] = await new Promise((resume) => requestAnimationFrame((frame) => {
          const box = at.getBoundingClientRect(); // it may have scrolled
          const clientX = box.left + box.width * (x[0] + (x[1] - x[0]) * ((i * 37) % count) / count), clientY = box.top + Math.min(box.height, 600) * (y[0] + (y[1] - y[0]) * ((i * 17) % count) / count);
          const on = part === "tokens" ? at.children[(i * 37) % at.children.length] : at;
          const moved = performance.now();
          on.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX, clientY, pointerType: "mouse" }));
          const handled = performance.now() - moved;
          requestAnimationFrame((next) => {
            const begun = performance.now(), { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resume([frame, handled + performance.now() - begun + (begun - Math.max(begun, next))]);
            port2.postMessage(0);
          });
        }));
        work.push(end);
        if (before) apart.push((start - before) / 2); // two frames a turn
        before = start;
      }
      return { work, apart };
    }, { part, x, y, count });
    console.log(`  ${name}: a hover's work ${spread(work)} ms; frames apart ${spread(apart)} ms`);
  }
  await browser.close();
}

const stepNow = async () => (await (await fetch(`${server}/api/runs/${run}`)).json()).step;
async function rate(seconds) {
  const step = await stepNow(), start = performance.now();
  await pause(seconds * 1000);
  return (await stepNow() - step) / (performance.now() - start) * 1000;
}
// Turns next to each other, because a run’s pace changes as it goes, and long enough to hold several estimates of the loss; the median of the pairs.
const turn = 8;
async function turns(name, begin, end) {
  const pairs = [];
  for (let pair = 0; pair < count; pair++) {
    const without = await rate(turn), running = await begin();
    pairs.push([without, await rate(turn)]);
    await end(running);
    await pause(150);
  }
  const change = pairs.map(([without, during]) => (during / without - 1) * 100);
  console.log(`  ${name}: steps/s without and with ${pairs.map((pair) => pair.map((value) => value.toFixed(1)).join(" ")).join(", ")}; change in percent ${spread(change)}`);
}

// A client that only asks: once a second as the page does that follows, and four times a second as for somebody who types.
async function asking() {
  for (const [name, each] of [["one question a second", 1000], ["four a second", 250]]) {
    let asked = 0;
    const took = [];
    await turns(name, () => setInterval(async () => {
      const prompt = `Speak, speak. First Citizen: You are all resolved to die ra${"abcdefgh"[asked++ % 8]}her`.slice(0, 64);
      const start = performance.now(), response = await fetch(`${server}/api/runs/${run}/inspect`, { method: "POST", headers: { "content-type": "application/json", accept: "application/octet-stream" }, body: JSON.stringify({ prompt, layer: 0, head: 0 }) });
      if (!response.ok) throw new Error(await response.text());
      await response.arrayBuffer();
      took.push(performance.now() - start);
    }, each), clearInterval);
    console.log(`    answers: ${spread(took)} ms`);
  }
}

// A browser with the page open, which takes processor time of its own: idle on an empty page, following, and typing a letter every 250 ms.
async function watching() {
  const { browser, page } = await open(`/inspect?run=${run}`);
  const address = page.url(), show = async (path) => { await page.goto(path); await pause(2000); };
  await turns("following", () => show(address), () => show("about:blank"));
  await turns("typing", async () => {
    await show(address);
    const text = (await page.locator("[data-part=prompt]").inputValue()).slice(0, 63);
    const typing = { ended: false };
    typing.done = (async () => { for (let i = 0; !typing.ended; i++) { await page.locator("[data-part=prompt]").fill(text + "abcdefgh"[i % 8]); await pause(250); } })();
    return typing;
  }, async (typing) => { typing.ended = true; await typing.done; await show("about:blank"); });
  await browser.close();
}

const kinds = { answer, hover, asking, watching };
if (!kinds[what] || !server || !run) throw new Error("Usage: node bench/inspect.mjs answer|hover|asking|watching SERVER RUN [TIMES]");
await kinds[what]();
