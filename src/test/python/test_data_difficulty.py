"""Measures how hard test-data is: the figures in test-data/README.md.

Usage: python3 src/test/python/test_data_difficulty.py test-data [digits] [telemetry]
Needs numpy, scikit-learn and, for the variational autoencoder, PyTorch.
"""

import csv
import gzip
import sys
import warnings

import numpy as np
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors
from sklearn.semi_supervised import LabelSpreading
from sklearn.svm import SVC

DRAWS = 10
PER_CLASS = 5
FOLDER = sys.argv[1]


def read_gzip(name):
    with gzip.open(f"{FOLDER}/{name}.gz", "rb") as file:
        return file.read()


def digits(part):
    """Pixels [rows, side * side] in 0..1 and labels [rows]."""
    images = np.frombuffer(read_gzip(f"digits-{part}-images-idx3-ubyte"), np.uint8)
    labels = np.frombuffer(read_gzip(f"digits-{part}-labels-idx1-ubyte"), np.uint8)
    pixels = images[16:].reshape(len(labels) - 8, -1).astype(np.float32) / 255
    return pixels, labels[8:].astype(int)


def telemetry(part):
    """Features [rows, columns], anomalous [rows]."""
    rows = list(csv.reader(read_gzip(f"telemetry-{part}.csv").decode().splitlines()))[1:]
    features = np.array([row[:-1] for row in rows], float)
    return features, np.array([row[-1] == "ANOMALOUS" for row in rows])


def vae_codes(train, test, epochs, seed, latent=16, hidden=300):
    """Posterior means of a Bernoulli VAE, D-300-16-300-D, tanh, Adam 3e-3, batch 100."""
    import torch
    from torch import nn
    from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

    torch.manual_seed(seed)
    columns = train.shape[1]
    encoder = nn.Sequential(nn.Linear(columns, hidden), nn.Tanh(), nn.Linear(hidden, 2 * latent))
    decoder = nn.Sequential(nn.Linear(latent, hidden), nn.Tanh(), nn.Linear(hidden, columns))
    parameters = list(encoder.parameters()) + list(decoder.parameters())
    optimiser = torch.optim.Adam(parameters, 3e-3)
    rows = torch.tensor(train)
    for _ in range(epochs):
        for batch in torch.randperm(len(rows)).split(100):
            x = rows[batch]
            mean, log_variance = encoder(x).chunk(2, 1)
            z = mean + torch.randn_like(mean) * (log_variance / 2).exp()
            reconstruction = cross_entropy(decoder(z), x, reduction="none").sum(1)
            kl = (mean**2 + log_variance.exp() - 1 - log_variance).sum(1) / 2
            optimiser.zero_grad()
            (reconstruction + kl).mean().backward()
            optimiser.step()
    with torch.no_grad():
        return [encoder(torch.tensor(x))[:, :latent].numpy() for x in (train, test)]


def report_digits():
    pixels, labels = digits("train")
    test_pixels, test_labels = digits("test")
    generators = [np.random.RandomState(i) for i in range(DRAWS)]
    of_class = [np.where(labels == c)[0] for c in range(10)]
    draws = [
        np.concatenate([g.choice(rows, PER_CLASS, replace=False) for rows in of_class])
        for g in generators
    ]

    def spreading(x, rows):
        known = np.full(len(labels), -1)
        known[rows] = labels[rows]
        return LabelSpreading(kernel="knn", n_neighbors=10, alpha=0.2).fit(x, known)

    methods = {
        "logistic regression": lambda x, rows: LogisticRegression(max_iter=500).fit(
            x[rows], labels[rows]
        ),
        "RBF support vectors": lambda x, rows: SVC(C=10).fit(x[rows], labels[rows]),
        "label spreading": spreading,
    }
    pca = PCA(20, random_state=0).fit(pixels)
    spaces = {
        "pixels": (pixels, test_pixels),
        "PCA 20": (pca.transform(pixels), pca.transform(test_pixels)),
    }
    for epochs in (40, 100, 200):
        for seed in range(3 if epochs == 200 else 1):
            name = f"VAE {epochs} epochs, seed {seed}"
            spaces[name] = vae_codes(pixels, test_pixels, epochs, seed)
    for space, (x, test_x) in spaces.items():
        everything = LogisticRegression(max_iter=500).fit(x, labels).score(test_x, test_labels)
        print(f"{space}: all labels {100 * everything:.1f}", end="", flush=True)
        for name, fit in methods.items():
            scores = [100 * fit(x, rows).score(test_x, test_labels) for rows in draws]
            print(f" | {name} {np.mean(scores):.1f} ± {np.std(scores):.1f}", end="", flush=True)
        print()


def report_telemetry():
    train, _ = telemetry("train")
    test, anomalous = telemetry("test")
    train, test = [(x - train.mean(0)) / train.std(0) for x in (train, test)]
    faults = csv.DictReader(read_gzip("telemetry-test-faults.csv").decode().splitlines())
    kinds = np.array([row["fault"] for row in faults])
    covariance = np.cov(train.T) + 1e-3 * np.eye(train.shape[1])
    scores = {
        "largest |z|": np.abs(test[:, :13]).max(1),
        "isolation forest": -IsolationForest(random_state=0).fit(train).score_samples(test),
        "PCA 8 residual": pca_residual(train, test, 8),
        "5 nearest": NearestNeighbors(n_neighbors=5).fit(train).kneighbors(test)[0].mean(1),
        "Mahalanobis": np.einsum("ij,jk,ik->i", test, np.linalg.inv(covariance), test),
    }
    for components in (5, 20):
        mixture = GaussianMixture(components, reg_covar=1e-3, random_state=0).fit(train)
        scores[f"mixture of {components}"] = -mixture.score_samples(test)
    for name, score in scores.items():
        print(f"{name}: AUROC {roc_auc_score(anomalous, score):.3f}", end="")
        for kind in dict.fromkeys(kinds[anomalous]):
            rows = ~anomalous | (kinds == kind)
            print(f" | {kind} {roc_auc_score(anomalous[rows], score[rows]):.3f}", end="")
        print()
    within = np.abs(test[anomalous][:, :13]).max(1) < 3
    print(f"faulty rows with every |z| below 3: {within.mean():.2f}")


def pca_residual(train, test, components):
    pca = PCA(components).fit(train)
    return ((test - pca.inverse_transform(pca.transform(test))) ** 2).sum(1)


if __name__ == "__main__":
    warnings.filterwarnings("ignore", category=ConvergenceWarning)
    # Rows that no label reaches through the graph make label spreading divide zero by zero.
    warnings.filterwarnings("ignore", category=RuntimeWarning, module="sklearn.semi_supervised")
    wanted = sys.argv[2:] or ["digits", "telemetry"]
    if "digits" in wanted:
        report_digits()
    if "telemetry" in wanted:
        report_telemetry()
