"""Accuracy and log-loss of scikit-learn's classifiers on the features of few labelled rows.

    python3 few_labels_sklearn.py digits=test-data,letter=letter.csv.gz,fashion=FOLDER 100,1000

Features are centred and divided by the square root of their total variance; C is the best of five by
cross-validated log-loss; three draws of as many labels of each class.
"""

import csv
import gzip
import sys
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import SVC

warnings.filterwarnings("ignore")


def idx(file):
    data = gzip.open(file).read()
    sizes = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(sizes[0], -1)


def images(folder, train, test):
    parts = []
    for name in (train, test):
        parts.append(idx(f"{folder}/{name}-images-idx3-ubyte.gz") / 255.0)
        parts.append(idx(f"{folder}/{name}-labels-idx1-ubyte.gz").ravel())
    return parts


def letters(file):
    rows = list(csv.reader(gzip.open(file, "rt")))[1:]
    x = np.array([[float(v) for v in row[:-1]] for row in rows])
    y = np.array([row[-1] for row in rows])
    return x[:16000], y[:16000], x[16000:], y[16000:]


def read(text):
    name, where = text.split("=")
    if name == "letter":
        return name, letters(where)
    return name, images(where, *(("digits-train", "digits-test") if name == "digits" else ("train", "t10k")))


KINDS = {
    "multinomial": ((1, 10, 100, 1e3, 1e4), lambda c: LogisticRegression(C=c, max_iter=300)),
    "one against the rest": ((1, 10, 100, 1e3, 1e4), lambda c: LogisticRegression(C=c, solver="liblinear")),
    "support vectors": ((0.3, 1, 3, 10, 100), lambda c: SVC(C=c, gamma=1, probability=True, random_state=0)),
}

for text in sys.argv[1].split(","):
    name, (x, y, test, truth) = read(text)
    for count in map(int, sys.argv[2].split(",")):
        found = {}
        for draw in range(3):
            random = np.random.RandomState(draw)
            each = max(1, count // len(set(y)))
            few = np.concatenate([random.permutation(np.where(y == c)[0])[:each] for c in sorted(set(y))])
            labels, mean = y[few], x[few].mean(0)
            size = np.sqrt((x[few].std(0) ** 2).sum())
            rows, others = (x[few] - mean) / size, (test - mean) / size
            folds = StratifiedKFold(min(5, each), shuffle=True, random_state=0)
            for kind, (costs, make) in KINDS.items():
                losses = [
                    log_loss(labels, cross_val_predict(make(c), rows, labels, cv=folds, method="predict_proba"))
                    for c in costs
                ]
                model = make(costs[int(np.argmin(losses))]).fit(rows, labels)
                shares = np.clip(model.predict_proba(others), 1e-6, 1)
                found.setdefault(kind, []).append((model.score(others, truth), log_loss(truth, shares)))
        for kind, values in found.items():
            accuracy, loss = np.mean(values, 0)
            print(f"{name} {count} {kind}: accuracy {accuracy:.3f}, log-loss {loss:.2f}", flush=True)
