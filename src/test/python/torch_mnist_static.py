"""PyTorch reference for a VAE on statically binarized MNIST: 784-400-40-400-784, relu, Bernoulli with logits,
diagonal Gaussian posterior (mean and log-variance heads, each its own layer), standard normal prior, closed-form KL,
one noise sample a row, batch 100, Adam 1e-3 (torch defaults), 20 epochs, a new shuffle each epoch, float32, one thread.

Usage: /usr/bin/python3 torch_mnist_static.py --data DIR [--seeds 1 2 3] [--init torch|glorot] [--epochs 20]
DIR holds train-images-idx3-ubyte.gz and valid-images-idx3-ubyte.gz, pixels 0 or 255.
--init torch is nn.Linear's default; glorot is Glorot-uniform weights (fans per layer, heads apart) and zero biases.

Prints nats per row: the train ELBO is the mean over the train rows of the last epoch's steps (so while the parameters
still move); the validation ELBO is the final parameters', reconstruction averaged over 16 noise draws per row.
The seed sets the initial parameters, the shuffles and the noise. sd is the sample's (n - 1).
torch_mnist_static.txt holds its output from Debian 12's python3-torch (torch 1.13.0a0, Python 3.11.2, CPU)."""
import argparse, gzip, os, platform, statistics, time
import torch
from torch import nn
import torch.nn.functional as F

p = argparse.ArgumentParser()
p.add_argument("--data", required=True)
p.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
p.add_argument("--init", choices=["torch", "glorot"], default="torch")
p.add_argument("--epochs", type=int, default=20)
a = p.parse_args()
torch.set_num_threads(1)
D, HIDDEN, LATENT, BATCH, DRAWS = 784, 400, 40, 100, 16


def images(name):
    raw = gzip.open(os.path.join(a.data, name)).read()
    return (torch.frombuffer(bytearray(raw[16:]), dtype=torch.uint8) > 127).float().reshape(-1, D)


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.mean, self.log_variance = nn.Linear(D, HIDDEN), nn.Linear(HIDDEN, LATENT), nn.Linear(HIDDEN, LATENT)
        self.decoder, self.logits = nn.Linear(LATENT, HIDDEN), nn.Linear(HIDDEN, D)
        if a.init == "glorot":
            for layer in self.children():
                nn.init.xavier_uniform_(layer.weight)
                nn.init.zeros_(layer.bias)

    def forward(self, x, draws=1):
        """Reconstruction (mean over the draws) and KL, each summed over the rows of x."""
        h = F.relu(self.encoder(x))
        mu, lv = self.mean(h), self.log_variance(h)
        reconstruction = 0
        for _ in range(draws):
            z = mu + torch.exp(0.5 * lv) * torch.randn_like(mu)
            out = self.logits(F.relu(self.decoder(z)))
            reconstruction = reconstruction - F.binary_cross_entropy_with_logits(out, x, reduction="sum") / draws
        return reconstruction, -0.5 * torch.sum(1 + lv - mu * mu - lv.exp())


def run(seed, train, valid):
    torch.manual_seed(seed)
    net = Vae()
    adam = torch.optim.Adam(net.parameters(), 1e-3)
    for _ in range(a.epochs):
        total = 0.0
        for rows in torch.randperm(len(train)).split(BATCH):
            reconstruction, kl = net(train[rows])
            loss = (kl - reconstruction) / len(rows)
            adam.zero_grad()
            loss.backward()
            adam.step()
            total -= loss.item() * len(rows)
    with torch.no_grad():
        parts = [[float(v) for v in net(x, DRAWS)] for x in valid.split(BATCH)]
    reconstruction, kl = (sum(v) / len(valid) for v in zip(*parts))
    return total / len(train), reconstruction - kl, reconstruction, kl


train, valid = images("train-images-idx3-ubyte.gz"), images("valid-images-idx3-ubyte.gz")
print(f"torch {torch.__version__} python {platform.python_version()} init {a.init} epochs {a.epochs} train {len(train)} valid {len(valid)}", flush=True)
NAMES, results = ("train ELBO", "valid ELBO", "reconstruction", "KL"), []
show = lambda values: "  ".join(f"{name} {v:.3f}" for name, v in zip(NAMES, values))
for seed in a.seeds:
    start = time.perf_counter()
    results.append(run(seed, train, valid))
    print(f"seed {seed}  {show(results[-1])}  ({time.perf_counter() - start:.0f} s)", flush=True)
print("mean    " + show(map(statistics.mean, zip(*results))))
if len(results) > 1:
    print("sd      " + show(map(statistics.stdev, zip(*results))))
