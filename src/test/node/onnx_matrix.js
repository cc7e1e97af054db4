// Runs the files that org.lateo.onnx.OnnxMatrixFiles writes in onnxruntime-node, in batches of 1, 7 and all rows,
// and compares the numbers with Java's: |a - b| / (1 + max(|b|, the size of the parts that b is the sum of)) may
// be at most 1e-4, or 2e-2 with weights of 16 bits; a NaN or an infinity equals only itself, and outputs that jump, such as
// alarms, have no parts (none of these rows is at a threshold). Prints the largest difference of each kind of model
// for each head, and ends with 1 if one is above.
//
//   npm install --prefix DIR --ignore-scripts onnxruntime-node@1.27.0
//   NODE_PATH=DIR/node_modules node src/test/node/onnx_matrix.js FOLDER
"use strict";
const fs = require("fs");
const path = require("path");
const ort = require("onnxruntime-node");

const HEADS = ["encoder", "decoder", "reconstruction", "score", "pipeline"];

function read(folder, entry) {
  const bytes = fs.readFileSync(path.join(folder, entry.file + ".bin"));
  const floats = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  let at = 0;
  const next = (columns) => floats.subarray(at, (at += entry.rows * columns));
  const rows = next(entry.columns);
  const scales = next(1);
  const outputs = {};
  for (const [name, columns] of Object.entries(entry.outputs)) {
    outputs[name] = next(columns);
  }
  return { rows, scales, outputs };
}

function difference(a, b, scale) {
  return Object.is(a, b) || a === b ? 0 : Math.abs(a - b) / (1 + Math.max(Math.abs(b), scale));
}

async function compare(session, entry, data, from, size) {
  const rows = data.rows.slice(from * entry.columns, (from + size) * entry.columns);
  const tensor = new ort.Tensor("float32", rows, [size, entry.columns]);
  const found = await session.run({ [entry.input]: tensor });
  if (Object.keys(found).sort().join() !== Object.keys(entry.outputs).sort().join()) {
    throw new Error(`${entry.name}: expected ${Object.keys(entry.outputs)}, found ${Object.keys(found)}`);
  }
  let largest = 0;
  for (const [name, columns] of Object.entries(entry.outputs)) {
    if (found[name].dims.join() !== [size, columns].join()) {
      throw new Error(`${entry.name}: expected ${name} [${size}, ${columns}], found [${found[name].dims}]`);
    }
    for (let i = 0; i < size * columns; i++) {
      const scale = entry.steps.includes(name) ? 0 : data.scales[from + Math.floor(i / columns)];
      const d = difference(found[name].data[i], data.outputs[name][from * columns + i], scale);
      largest = d > largest || Number.isNaN(d) ? (Number.isNaN(d) ? Infinity : d) : largest;
    }
  }
  return largest;
}

async function run(folder, entry) {
  const file = path.join(folder, entry.file + ".onnx");
  const session = await ort.InferenceSession.create(file, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const data = read(folder, entry);
  let largest = 0;
  for (const size of [1, 7, entry.rows]) {
    for (let batch = 0; batch < 4 && (batch + 1) * size <= entry.rows; batch++) {
      largest = Math.max(largest, await compare(session, entry, data, batch * size, size));
    }
  }
  await session.release();
  return largest;
}

async function main(folder) {
  const entries = JSON.parse(fs.readFileSync(path.join(folder, "matrix.json"), "utf8"));
  const table = new Map();
  let failures = 0;
  for (const entry of entries) {
    const largest = await run(folder, entry);
    if (!(largest <= entry.tolerance)) {
      failures++;
      console.log(`${entry.name}: ${largest}`);
    }
    for (const kind of entry.kinds) {
      const row = table.get(kind) || {};
      row[entry.head] = Math.max(row[entry.head] || 0, largest);
      table.set(kind, row);
    }
  }
  console.log(`| | ${HEADS.join(" | ")} |\n|---|${HEADS.map(() => "---|").join("")}`);
  for (const [kind, row] of table) {
    console.log(`| ${kind} | ${HEADS.map((h) => (h in row ? row[h].toExponential(1) : "")).join(" | ")} |`);
  }
  console.log(`${entries.length} models in onnxruntime-node ${ort.env.versions.node}, ${failures} above the tolerance`);
  process.exitCode = failures ? 1 : 0;
}

main(process.argv[2]);
