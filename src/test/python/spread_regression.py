"""Whether numbers spread over a graph of rows beat a regression on the labelled rows, for few labels.

    python3 spread_regression.py UCI_FOLDER concrete,energy,kin8nm,power-plant,wine-quality-red 50,100

Numbers y spread as labels do (Zhou et al. 2004, five neighbours, widths by rows, alpha 0.99): a row gets the spread
numbers divided by how much of any number reached it. Beside it a Gaussian process on the labelled rows alone (Gaussian
kernel of one width and noise by marginal likelihood). Both on standardised features. Prints the RMSE of all other rows
as a share of the target's standard deviation, mean and standard deviation over five draws of the labels.
"""

import csv
import gzip
import sys
import warnings

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.linalg import cg
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.neighbors import NearestNeighbors

warnings.filterwarnings("ignore")
NEIGHBOURS, ALPHA, DRAWS, MOST_ROWS = 5, 0.99, 5, 5000


def rows(folder, name):
    lines = list(csv.reader(gzip.open(f"{folder}/{name}.csv.gz", "rt")))[1:]
    values = np.array(lines, float)
    values = values[np.random.RandomState(0).permutation(len(values))[:MOST_ROWS]]
    spread = values.std(0)
    values = (values - values.mean(0)) / np.where(spread > 0, spread, 1)
    return values[:, :-1], values[:, -1]


def graph(x):
    distance, index = NearestNeighbors(n_neighbors=NEIGHBOURS + 1).fit(x).kneighbors(x)
    distance, index = distance[:, 1:], index[:, 1:]
    reach = np.maximum(distance[:, -1], 1e-30)
    weights = np.exp(-(distance**2) / (reach[:, None] * reach[index]))
    start = np.repeat(np.arange(len(x)), NEIGHBOURS)
    w = sparse.csr_matrix((weights.ravel(), (start, index.ravel())), (len(x), len(x)))
    w = w.maximum(w.T)
    root = sparse.diags(1 / np.sqrt(np.asarray(w.sum(1)).ravel()))
    return sparse.identity(len(x)) - ALPHA * (root @ w @ root)


def spread(system, known, y):
    reached = []
    for values in (y[known], np.ones(len(known))):
        start = np.zeros(system.shape[0])
        start[known] = values
        reached.append(cg(system, start)[0])
    return np.where(reached[1] > 1e-12, reached[0] / np.maximum(reached[1], 1e-12), y[known].mean())


def process(x, known, y):
    kernel = ConstantKernel() * RBF(np.sqrt(x.shape[1])) + WhiteKernel(0.1)
    return GaussianProcessRegressor(kernel, normalize_y=True).fit(x[known], y[known]).predict(x)


def main(folder, names, counts):
    for name in names.split(","):
        x, y = rows(folder, name)
        system = graph(x)
        for count in map(int, counts.split(",")):
            errors = []
            for draw in range(DRAWS):
                known = np.random.RandomState(draw).choice(len(x), count, replace=False)
                rest = np.setdiff1d(np.arange(len(x)), known)
                found = spread(system, known, y), process(x, known, y)
                errors.append([np.sqrt(np.mean((f[rest] - y[rest]) ** 2)) for f in found])
            mean, deviation = np.mean(errors, 0), np.std(errors, 0, ddof=1)
            print(f"| {name} | {count} | {mean[0]:.2f} ± {deviation[0]:.2f} | {mean[1]:.2f} ± {deviation[1]:.2f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
