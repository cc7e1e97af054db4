// The Chromium that is installed, without network: a page that asks for anything is told no.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];

export async function launch() {
  const found = PLACES.find((place) => place && existsSync(place));
  if (!found) {
    throw new Error(`Expected Chromium at one of ${PLACES.slice(1).join(", ")} or in CHROMIUM, found none`);
  }
  return puppeteer.launch({
    executablePath: found,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--hide-scrollbars",
    ],
  });
}

/** Opens a file at a width in a colour scheme; returns the page and what it asked the network for. */
export async function open(browser, file, width, scheme) {
  const page = await browser.newPage();
  const asked = [];
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
      asked.push(request.url());
    }
  });
  await page.goto(pathToFileURL(resolve(file)).href);
  return { page, asked };
}
