"""PyTorch reference for a VAE on statically binarized MNIST: 784-400-40-400-784, relu, Bernoulli with logits,
diagonal Gaussian posterior (mean and log-variance heads, each its own layer), standard normal prior, closed-form KL,
one noise sample a row, batch 100, Adam 1e-3 (torch defaults), 20 epochs, a new shuffle each epoch, float32, one thread.

Usage: /usr/bin/python3 torch_mnist_static.py --data DIR [--seeds 1 2 3] [--init torch|glorot] [--epochs 20]
       [--learning-rate 1e-3] [--milestones 200 350] [--samples 200]
DIR holds train-images-idx3-ubyte.gz, valid-images-idx3-ubyte.gz and test-images-idx3-ubyte.gz, pixels 0 or 255.
--milestones are epochs after which the learning rate falls by 10^(-1/5), as in pythae's script for this net.
--samples N keeps the parameters of the epoch with the best validation bound (one draw) and prints their test NLL, from
N importance samples an image.
--init torch is nn.Linear's default; glorot is Glorot-uniform weights (fans per layer, heads apart) and zero biases.

Prints nats per row: the train ELBO is the mean over the train rows of the last epoch's steps (so while the parameters
still move); the validation ELBO is the final parameters', reconstruction averaged over 16 noise draws per row.
The seed sets the initial parameters, the shuffles and the noise. sd is the sample's (n - 1).
torch_mnist_static.txt holds its output from Debian 12's python3-torch (torch 1.13.0a0, Python 3.11.2, CPU)."""
import argparse, copy, gzip, math, os, platform, statistics, time
import torch
from torch import nn
import torch.nn.functional as F

p = argparse.ArgumentParser()
p.add_argument("--data", required=True)
p.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
p.add_argument("--init", choices=["torch", "glorot"], default="torch")
p.add_argument("--epochs", type=int, default=20)
p.add_argument("--learning-rate", type=float, default=1e-3)
p.add_argument("--milestones", type=int, nargs="*", default=[])
p.add_argument("--samples", type=int, default=0)
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


    def nll(self, x, samples):
        """Minus the importance-weighted log-likelihood, summed over the rows of x."""
        h = F.relu(self.encoder(x))
        mu, lv = self.mean(h), self.log_variance(h)
        weights = []
        for _ in range(samples):
            noise = torch.randn_like(mu)
            z = mu + torch.exp(0.5 * lv) * noise
            likelihood = -F.binary_cross_entropy_with_logits(self.logits(F.relu(self.decoder(z))), x, reduction="none").sum(1)
            weights.append(likelihood + 0.5 * (noise * noise - z * z + lv).sum(1))
        return (math.log(samples) - torch.logsumexp(torch.stack(weights), 0)).sum()


def bound(net, rows, draws=1):
    """Mean reconstruction and KL."""
    with torch.no_grad():
        parts = [[float(v) for v in net(x, draws)] for x in rows.split(BATCH)]
    return [sum(v) / len(rows) for v in zip(*parts)]


def watch(seed, epoch, net, total, train, valid, best):
    """The best parameters so far; a line every tenth epoch."""
    reconstruction, kl = bound(net, valid)
    if best is None or reconstruction - kl > best[0]:
        best = reconstruction - kl, epoch, copy.deepcopy(net.state_dict())
    if epoch % 10 == 0:
        print(f"seed {seed}  epoch {epoch}  train ELBO {total / len(train):.2f}  valid ELBO {reconstruction - kl:.2f}", flush=True)
    return best


def run(seed, train, valid, test):
    torch.manual_seed(seed)
    net, best = Vae(), None
    adam = torch.optim.Adam(net.parameters(), a.learning_rate)
    schedule = torch.optim.lr_scheduler.MultiStepLR(adam, a.milestones, 10 ** (-1 / 5))
    for epoch in range(1, a.epochs + 1):
        total = 0.0
        for rows in torch.randperm(len(train)).split(BATCH):
            reconstruction, kl = net(train[rows])
            loss = (kl - reconstruction) / len(rows)
            adam.zero_grad()
            loss.backward()
            adam.step()
            total -= loss.item() * len(rows)
        schedule.step()
        if a.samples:
            best = watch(seed, epoch, net, total, train, valid, best)
    reconstruction, kl = bound(net, valid, DRAWS)
    values = [total / len(train), reconstruction - kl, reconstruction, kl]
    if a.samples:
        net.load_state_dict(best[2])
        with torch.no_grad():
            values += [best[1], sum(float(net.nll(x, a.samples)) for x in test.split(BATCH)) / len(test)]
    return values


train, valid, test = (images(f"{name}-images-idx3-ubyte.gz") for name in ("train", "valid", "test"))
WATCHED = f" learning-rate {a.learning_rate:g} milestones {a.milestones} samples {a.samples}" if a.samples else ""
print(f"torch {torch.__version__} python {platform.python_version()} init {a.init} epochs {a.epochs} train {len(train)} valid {len(valid)}" + WATCHED, flush=True)
NAMES, results = ("train ELBO", "valid ELBO", "reconstruction", "KL", "kept epoch", "test NLL"), []
show = lambda values: "  ".join(f"{name} {v:.3f}" for name, v in zip(NAMES, values))
for seed in a.seeds:
    start = time.perf_counter()
    results.append(run(seed, train, valid, test))
    print(f"seed {seed}  {show(results[-1])}  ({time.perf_counter() - start:.0f} s)", flush=True)
print("mean    " + show(map(statistics.mean, zip(*results))))
if len(results) > 1:
    print("sd      " + show(map(statistics.stdev, zip(*results))))
