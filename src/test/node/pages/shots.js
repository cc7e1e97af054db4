// node shots.js OUT NAME=PAGE.html ...: photographs pages at each width, light and dark, into OUT as
// NAME-WIDTH-SCHEME.webp (PNG with FORMAT=png). The height is cut where a picture would get too large.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, open } from "./browser.js";

const WIDTHS = [400, 1100, 1400];
const SCHEMES = ["light", "dark"];
const TALLEST = Number(process.env.TALLEST ?? 1700);
const FORMAT = process.env.FORMAT ?? "webp";

const [out, ...pages] = process.argv.slice(2);
if (pages.length === 0) {
  console.error("Expected a folder and pages: node shots.js OUT demo=target/demo/demo.html");
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const browser = await launch();
for (const named of pages) {
  const [name, file] = named.split("=", 2);
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      const { page } = await open(browser, file, width, scheme);
      const whole = await page.evaluate(() => document.documentElement.scrollHeight);
      const height = Math.min(whole, TALLEST);
      await page.screenshot({
        path: join(out, `${name}-${width}-${scheme}.${FORMAT}`),
        type: FORMAT,
        ...(FORMAT === "png" ? {} : { quality: 38 }),
        clip: { x: 0, y: 0, width, height },
        captureBeyondViewport: true,
      });
      await page.close();
    }
  }
}
await browser.close();
