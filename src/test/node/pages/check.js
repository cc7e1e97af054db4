// node check.js PAGE.html ...: whether pages are valid HTML and free of what axe-core finds, at each
// width in light and dark, without sideways scrolling, network or errors. Leaves with 1 if not.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { launch, open } from "./browser.js";

const WIDTHS = [400, 1100, 1400];
const SCHEMES = ["light", "dark"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
};

async function invalid(file) {
  const validator = new HtmlValidate(new FileSystemConfigLoader(RULES));
  const report = await validator.validateFile(file);
  return report.results.flatMap((result) =>
    result.messages.map((m) => `HTML, line ${m.line}: ${m.message} (${m.ruleId})`));
}

async function inaccessible(browser, file, width, scheme) {
  const { page, asked } = await open(browser, file, width, scheme);
  const errors = [];
  page.on("pageerror", (error) => errors.push(`script: ${error.message}`));
  await page.evaluate(AXE);
  const found = await page.evaluate(() =>
    axe.run(document, { resultTypes: ["violations", "incomplete"] }));
  for (const violation of found.violations) {
    for (const node of violation.nodes) {
      errors.push(`axe: ${violation.id} (${violation.impact}): ${node.target} ${node.failureSummary}`);
    }
  }
  // Of a single digit axe cannot say whether it is text.
  for (const violation of found.incomplete.filter((one) => one.id === "color-contrast")) {
    for (const node of violation.nodes.filter((one) => one.any[0]?.data?.messageKey !== "shortTextContent")) {
      errors.push(`axe: ${violation.id}, cannot be judged: ${node.target} ${node.any[0]?.message}`);
    }
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) {
    errors.push(`page: expected no more than ${width} pixels across, found ${wide}`);
  }
  errors.push(...asked.map((url) => `network: expected no request, found ${url}`));
  await page.close();
  return errors.map((error) => `${width} ${scheme}: ${error}`);
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("Expected pages: node check.js target/demo/demo.html report/report.html");
  process.exit(2);
}
const browser = await launch();
let faults = 0;
for (const file of files) {
  const errors = await invalid(file);
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      errors.push(...await inaccessible(browser, file, width, scheme));
    }
  }
  errors.forEach((error) => console.log(`${file}: ${error}`));
  console.log(`${file}: ${errors.length} faults, HTML and axe-core at ${WIDTHS.join(", ")} pixels, ${SCHEMES.join(" and ")}`);
  faults += errors.length;
}
await browser.close();
process.exit(faults > 0 ? 1 : 0);
