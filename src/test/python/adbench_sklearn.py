"""KNN and isolation forest on the rows that org.lateo.bench.AnomalyBenchmark takes.

    python3 src/test/python/adbench_sklearn.py --data FOLDER [--seeds 3] > sklearn.csv

FOLDER has CSV files, gzipped, whose last column is EXPECTED or ANOMALOUS. Printed is the area under
the ROC curve for each protocol, set and seed. usual: trained on the first half of the usual rows,
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


def measure(train, test, labels, seed, same):
    mean, deviation = train.mean(0), train.std(0)
    deviation[deviation == 0] = 1
    train, test = (train - mean) / deviation, (test - mean) / deviation
    neighbours = NearestNeighbors(n_neighbors=5).fit(train)
    distance, _ = neighbours.kneighbors(None if same else test)
    forest = IsolationForest(random_state=seed).fit(train)
    return (
        roc_auc_score(labels, distance.mean(1)),
        roc_auc_score(labels, -forest.score_samples(test)),
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    print("protocol,set,seed,knn,isolation_forest")
    for path in sorted(options.data.glob("*.csv.gz")):
        values, anomalous = read(path)
        name = path.name.replace(".csv.gz", "")
        for seed in range(options.seeds):
            train, test = split(anomalous, seed)
            figures = measure(values[train], values[test], anomalous[test], seed, False)
            print(f"usual,{name},{seed},{figures[0]:.6f},{figures[1]:.6f}", flush=True)
        for seed in range(options.seeds):
            figures = measure(values, values, anomalous, seed, True)
            print(f"all,{name},{seed},{figures[0]:.6f},{figures[1]:.6f}", flush=True)


if __name__ == "__main__":
    main()
