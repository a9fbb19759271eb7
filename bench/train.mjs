// What the Train page costs, in Chromium: a cold first visit, pointing at a token, and a run that streams.
// Usage: node bench/train.mjs first|hover|stream SERVER [RUN] [TIMES or SECONDS]   (a lab that runs; playwright-core where node finds it, NODE_PATH counts)
// first takes several SERVERs with commas between and visits them in turns, so that an older build stands beside a newer.
import { createRequire } from "node:module";

const [what, servers, ...rest] = process.argv.slice(2);
const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));
const at = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const spread = (values, digits = 1) => [["median", 0.5], ["90 %", 0.9], ["largest", 1]].map(([name, share]) => `${name} ${at(values, share).toFixed(digits)}`).join(", ");
const { chromium } = createRequire(import.meta.url)("playwright-core");

// A browser of its own for each visit: nothing is cached.
async function visit(server, path, use) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-breakpad"] });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } }), page = await context.newPage(), network = await context.newCDPSession(page);
    const seen = { bytes: 0, circuit: 0 }, addresses = new Map();
    await network.send("Network.enable");
    network.on("Network.webSocketCreated", (event) => addresses.set(event.requestId, event.url));
    network.on("Network.loadingFinished", (event) => { seen.bytes += event.encodedDataLength; });
    for (const direction of ["Received", "Sent"]) // base64 where it is binary
      network.on(`Network.webSocketFrame${direction}`, ({ requestId, response }) => { if (addresses.get(requestId)?.includes("_blazor")) seen.circuit += response.opcode === 2 ? response.payloadData.length * 3 / 4 : response.payloadData.length; });
    await page.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value; }).observe({ type: "layout-shift", buffered: true });
      const watch = () => document.querySelector("fieldset.live:not([disabled])") ? (window.liveAt = performance.now()) : requestAnimationFrame(watch);
      watch();
    });
    await page.goto(server + path);
    await page.waitForFunction(() => window.liveAt > 0, null, { timeout: 60000 });
    return await use(page, seen);
  } finally {
    await browser.close();
  }
}

async function first([times = "9"]) {
  const all = servers.split(","), results = new Map(all.map((server) => [server, []]));
  for (let i = 0; i < Number(times); i++)
    for (const server of all)
      results.get(server).push(await visit(server, "/", async (page, seen) => {
        await pause(3000);
        return { ...seen, ...await page.evaluate(() => ({ paint: performance.getEntriesByName("first-contentful-paint")[0].startTime, live: window.liveAt, shift: window.shift })) };
      }));
  for (const [server, visits] of results) {
    console.log(server);
    console.log(`  first paint ${spread(visits.map((one) => one.paint), 0)} ms; live ${spread(visits.map((one) => one.live), 0)} ms`);
    console.log(`  bytes ${spread(visits.map((one) => one.bytes), 0)}; layout shift ${spread(visits.map((one) => one.shift), 4)}`);
  }
}

// One token a frame; what the page's thread does for it, up to the end of painting.
async function hover([run, times = "200"]) {
  await visit(servers, `/?run=${run}`, async (page) => {
    await page.waitForSelector(".stage-chip");
    await pause(3000);
    const { work, tokens, heads } = await page.evaluate(async (count) => {
      const strip = document.querySelector(".stage-scroller"), chips = [...document.querySelectorAll(".stage-chip")], work = [];
      for (let i = 0; i < count; i++)
        work.push(await new Promise((resume) => requestAnimationFrame(() => {
          const chip = chips[(i * 37) % chips.length], box = chip.getBoundingClientRect();
          let start = 0;
          requestAnimationFrame(() => { start = performance.now(); }); // before whatever the page asks for
          const moved = performance.now();
          (document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) ?? strip).dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, pointerType: "mouse" }));
          const handled = performance.now() - moved;
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resume(handled + performance.now() - start);
            port2.postMessage(0);
          });
        })));
      return { work, tokens: chips.length, heads: document.querySelectorAll(".stage-head").length };
    }, Number(times));
    console.log(`${heads} heads, ${tokens} tokens: a hover's work ${spread(work)} ms`);
  });
}

// Nothing is pressed while it trains.
async function stream([run, seconds = "60"]) {
  await visit(servers, `/?run=${run}`, async (page, seen) => {
    await pause(5000);
    const heap = async () => (await page.evaluate(() => { globalThis.gc?.(); return performance.memory.usedJSHeapSize; })) / 1e6;
    const [shift, circuit, before] = [await page.evaluate(() => window.shift), seen.circuit, await heap()];
    await pause(Number(seconds) * 1000);
    console.log(`${seconds} s of streaming: layout shift ${(await page.evaluate(() => window.shift) - shift).toFixed(4)}, circuit ${((seen.circuit - circuit) / Number(seconds) / 1000).toFixed(2)} kB/s, heap ${before.toFixed(1)} to ${(await heap()).toFixed(1)} MB`);
  });
}

await { first, hover, stream }[what](rest);
