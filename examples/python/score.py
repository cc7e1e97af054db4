"""What an exported file computes for the rows of a CSV file with a header.

    pip install onnxruntime numpy
    python3 score.py score.onnx rows.csv
"""

import csv
import json
import sys

import numpy as np
import onnxruntime


def number(cell, may_be_missing):
    """An empty or absent cell is missing if the model was trained so, and zero otherwise."""
    if cell:
        return float(cell)
    return float("nan") if may_be_missing else 0.0


def read(path, features, missing):
    """Rows of raw values, float32 [batch, columns], in the order of the features."""
    with open(path, newline="", encoding="utf-8") as file:
        records = list(csv.DictReader(file))
    rows = [[number(record.get(name), name in missing) for name in features] for record in records]
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
