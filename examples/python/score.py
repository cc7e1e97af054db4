"""What an exported file computes for the rows of a CSV file with a header.

    pip install onnxruntime numpy
    python3 score.py score.onnx rows.csv
"""

import csv
import json
import sys

import numpy as np
import onnxruntime


def value(record, feature, missing):
    """A cell's number; of colour@red a one where the column colour holds red, else a zero.

    An empty or absent cell is missing if the model was trained so, and zero otherwise.
    """
    field, _, word = feature.partition("@")
    is_word = feature not in record and field in record
    cell = (record.get(field if is_word else feature) or "").strip()
    if cell:
        return float(cell == word) if is_word else float(cell)
    return float("nan") if feature in missing else 0.0


def read(path, features, missing):
    """Rows of raw values, float32 [batch, columns], in the order of the features."""
    with open(path, newline="", encoding="utf-8") as file:
        table = csv.DictReader(file)
        records = list(table)
    there = set(table.fieldnames or [])
    absent = [f for f in features if f not in missing and not there & {f, f.partition("@")[0]}]
    if absent:
        sys.exit(f"{path}: expected columns for the features {absent}, found {sorted(there)}")
    rows = [[value(record, name, missing) for name in features] for record in records]
    return np.array(rows, dtype=np.float32).reshape(-1, len(features))


def main(model, data):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    about = session.get_modelmeta().custom_metadata_map
    features = json.loads(about["lateo.features"])
    missing = set(json.loads(about.get("lateo.missing", "[]")))

    rows = read(data, features, missing)
    names = [output.name for output in session.get_outputs()]
    outputs = dict(zip(names, session.run(names, {"input": rows})))

    for r in range(len(rows)):
        numbers = {name: float(v[r, 0]) for name, v in outputs.items() if v.shape[1] == 1}
        if "feature_nats" in outputs:
            nats = outputs["feature_nats"][r]
            numbers["costliest"] = {features[c]: float(nats[c]) for c in np.argsort(nats)[:3]}
        print(json.dumps(numbers or {name: v[r].tolist() for name, v in outputs.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
