"""A Gaussian mixture on the rows that org.lateo.bench.DensityBenchmark writes, added to its results.

    python3 src/test/python/density_mixture.py target/density [--components 20]

Prints and appends lines of group, set, method, mean log-density of the usual test rows in nats, its
standard error, the area under the ROC curve of minus the log-density, seconds and rows. Full
covariances, at most one component for each five training rows; other settings are scikit-learn's.

Needs scikit-learn: Debian 12's python3-sklearn is 1.2.1.
"""
import argparse
import pathlib
import time

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.mixture import GaussianMixture


def rows(file):
    return np.loadtxt(file, delimiter=",", ndmin=2)


def measure(group, name, components):
    train, test, anomalies = (rows(group / f"{name}-{part}.csv") for part in ("train", "test", "anomalies"))
    start = time.perf_counter()
    model = GaussianMixture(min(components, max(1, len(train) // 5)), random_state=0).fit(train)
    seconds = time.perf_counter() - start
    usual, other = model.score_samples(test), model.score_samples(anomalies)
    truth = np.r_[np.zeros(len(usual)), np.ones(len(other))]
    area = roc_auc_score(truth, -np.r_[usual, other])
    error = usual.std(ddof=1) / np.sqrt(len(usual))
    return f"{group.name},{name},mixture,{usual.mean():.4f},{error:.4f},{area:.4f},{seconds:.1f},{len(train)}"


parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--components", type=int, default=20)
arguments = parser.parse_args()
results = arguments.folder / "results.csv"
known = {tuple(line.split(",")[1:3]) for line in results.read_text().splitlines()} if results.exists() else set()
for file in sorted(arguments.folder.glob("*/*-train.csv")):
    set_name = file.name.removesuffix("-train.csv")
    if (set_name, "mixture") not in known:
        line = measure(file.parent, set_name, arguments.components)
        print(line, flush=True)
        with results.open("a") as out:
            out.write(line + "\n")
