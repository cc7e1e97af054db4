"""KNN and isolation forest on the rows that org.lateo.bench.AnomalyBenchmark takes.

    python3 src/test/python/adbench_sklearn.py --data FOLDER ... [--seeds 3] [--sets NAME ...] > sklearn.csv
    python3 src/test/python/adbench_sklearn.py --pump test-data

Folders have CSV files, gzipped, whose last column is EXPECTED or ANOMALOUS. Printed are, for each
protocol, set and seed, how many rows each method was trained on and scored, the area under the ROC
curve, and the seconds of training and of scoring. usual: trained on the first half of the usual rows,
ordered by the SplitMix64 finaliser of seed * 2^32 + row, tested on the other half and all anomalies;
all: trained on all rows, tested on the same. Columns are standardised by the training rows. KNN's
score is the mean distance to the five nearest neighbours, the row itself left out where it was
trained on.

Needs scikit-learn: Debian 12's python3-sklearn is 1.2.1.
"""
import argparse
import csv
import gzip
import pathlib
import time

import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import NearestNeighbors

MASK = (1 << 64) - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def read(path):
    with gzip.open(path, "rt") as file:
        rows = list(csv.reader(file))[1:]
    values = np.array([[float(cell) for cell in row[:-1]] for row in rows])
    return values, np.array([row[-1] == "ANOMALOUS" for row in rows])


def split(anomalous, seed):
    usual = sorted(np.flatnonzero(~anomalous), key=lambda row: mix((seed << 32) + int(row)))
    half = len(usual) // 2
    return usual[:half], usual[half:] + list(np.flatnonzero(anomalous))


def timed(compute):
    start = time.perf_counter()
    return compute(), time.perf_counter() - start


def measure(train, test, labels, seed, same):
    mean, deviation = train.mean(0), train.std(0)
    deviation[deviation == 0] = 1
    train, test = (train - mean) / deviation, (test - mean) / deviation
    neighbours, fitted = timed(lambda: NearestNeighbors(n_neighbors=5).fit(train))
    found, scored = timed(lambda: neighbours.kneighbors(None if same else test))
    forest, grown = timed(lambda: IsolationForest(random_state=seed).fit(train))
    depths, asked = timed(lambda: forest.score_samples(test))
    return (
        (roc_auc_score(labels, found[0].mean(1)), fitted, scored),
        (roc_auc_score(labels, -depths), grown, asked),
    )


def report(protocol, name, seed, values, anomalous, rows):
    train, test = rows
    methods = measure(values[train], values[test], anomalous[test], seed, protocol == "all")
    figures = [f"{auroc:.6f},{training:.4f},{scoring:.4f}" for auroc, training, scoring in methods]
    print(protocol, name, seed, len(train), len(test), *figures, sep=",", flush=True)


def report_pump(folder, seeds):
    train, test = (read(folder / f"telemetry-{part}.csv.gz") for part in ("train", "test"))
    values, anomalous = np.concatenate([train[0], test[0]]), np.concatenate([train[1], test[1]])
    rows = np.split(np.arange(len(values)), [len(train[0])])
    for seed in range(seeds):
        report("usual", "pump", seed, values, anomalous, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, default=[], nargs="+")
    parser.add_argument("--pump", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--sets", nargs="*")
    options = parser.parse_args()
    print("protocol,set,seed,trained,scored,knn,seconds,seconds,isolation_forest,seconds,seconds")
    if options.pump:
        report_pump(options.pump, options.seeds)
    for path in sorted(path for folder in options.data for path in folder.glob("*.csv.gz")):
        name = path.name.replace(".csv.gz", "")
        if options.sets and name not in options.sets:
            continue
        values, anomalous = read(path)
        everything = range(len(values))
        for seed in range(options.seeds):
            report("usual", name, seed, values, anomalous, split(anomalous, seed))
        for seed in range(options.seeds):
            report("all", name, seed, values, anomalous, (everything, everything))


if __name__ == "__main__":
    main()
