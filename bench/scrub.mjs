// How long a step of the time-lapse takes from the slider's input to the picture of that step, in Chromium.
// Usage: node bench/scrub.mjs "ADDRESS/?run=ID" [SCRUBS]   (a run that has kept frames; playwright-core where node finds it)
import { chromium } from "playwright-core";

const [address, scrubs = "60"] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
await page.goto(address);
await page.locator("[data-part=range]").waitFor();
await page.waitForFunction(() => Number(document.querySelector("[data-part=range]").max) > 1);

// The grid writes the step of the frame it has drawn; a frame of the browser later it is on the screen.
const times = await page.evaluate(async (count) => {
  const range = document.querySelector("[data-part=range]"), shown = document.querySelector(".grid [data-part=step]");
  const frame = () => new Promise(requestAnimationFrame);
  const taken = [];
  for (let i = 0; i < count; i++) {
    const before = shown.textContent, start = performance.now();
    range.value = String(Math.floor(Number(range.max) * (((i * 37) % 90) / 100)));
    range.dispatchEvent(new Event("input"));
    do await frame();
    while (shown.textContent === before && performance.now() - start < 2000);
    taken.push(performance.now() - start);
    await new Promise((resume) => setTimeout(resume, 60));
  }
  return taken.sort((a, b) => a - b);
}, Number(scrubs));
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
console.log(`${times.length} scrubs, milliseconds from the input to the drawn frame: median ${at(0.5)}, 90 % ${at(0.9)}, largest ${at(1)}`);
await browser.close();
