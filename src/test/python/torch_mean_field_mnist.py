"""Settings of a mean-field classifier on training images of MNIST, by a twin of `BayesianDense` in PyTorch: the first 50,000 train, the last 10,000 are held out.
Pixels are divided by 255 and centred; local reparameterisation, ReLU, Adam with a cosine schedule, the divergence's weight rises in the first fifth.
Usage: torch_mean_field_mnist.py FOLDER [--prior 1] [--temperature 1] [--rate 0.002] [--batch 256] [--epochs 12]
--prior: the standard deviation of the prior; 0 for 1/sqrt(n + 1) of a layer's n inputs, -1 for the one under which a layer's bound is highest.
Prints error in per cent and log-likelihood of held-out images, the mean of 10 draws, and the divergence in nats a training row."""
import argparse, gzip, math, pathlib
import torch
from torch import nn
import torch.nn.functional as F

p = argparse.ArgumentParser()
p.add_argument("folder", type=pathlib.Path)
for name, default in dict(prior=1.0, temperature=1.0, rate=0.002).items():
    p.add_argument("--" + name, type=float, default=default)
for name, default in dict(batch=256, epochs=12, threads=1).items():
    p.add_argument("--" + name, type=int, default=default)
a = p.parse_args()
torch.manual_seed(1)
torch.set_num_threads(a.threads)
TRAINING = 50_000


def read(name, header):
    return torch.frombuffer(bytearray(gzip.open(a.folder / name).read()[header:]), dtype=torch.uint8)


class Gaussian(nn.Module):
    """x W + b with independent Gaussians over W and b."""

    def __init__(self, n, out):
        super().__init__()
        bound, first = 1 / math.sqrt(n), math.log(math.expm1(0.03))
        self.mean = nn.Parameter(torch.empty(n, out).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(1, out).uniform_(-bound, bound))
        self.spread = nn.Parameter(torch.full((n, out), first))
        self.bias_spread = nn.Parameter(torch.full((1, out), first))
        self.prior = a.prior or 1 / math.sqrt(n + 1)

    def kl(self):
        total = 0
        for mean, spread in ((self.mean, self.spread), (self.bias, self.bias_spread)):
            deviation = F.softplus(spread) + 1e-6
            squares = (mean * mean + deviation * deviation).sum()
            n = mean.numel()
            variance = squares / n if self.prior < 0 else torch.tensor(self.prior**2)
            total = total + 0.5 * (squares / variance - n + n * variance.log()) - deviation.log().sum()
        return total

    def forward(self, x):
        deviation, bias_deviation = F.softplus(self.spread) + 1e-6, F.softplus(self.bias_spread) + 1e-6
        value = x @ self.mean + self.bias
        variance = (x * x) @ (deviation * deviation) + bias_deviation * bias_deviation
        return value + variance.sqrt() * torch.randn_like(value)


def logits(x):
    for k, layer in enumerate(layers):
        x = layer(F.relu(x) if k else x)
    return x


x = read("train-images-idx3-ubyte.gz", 16).reshape(-1, 784).float() / 255
y = read("train-labels-idx1-ubyte.gz", 8).long()
x -= x[:TRAINING].mean(0)
layers = nn.ModuleList(Gaussian(n, out) for n, out in ((784, 400), (400, 400), (400, 10)))
adam = torch.optim.Adam(layers.parameters(), a.rate)
steps, step = a.epochs * math.ceil(TRAINING / a.batch), 0
for epoch in range(a.epochs):
    for rows in torch.randperm(TRAINING).split(a.batch):
        adam.param_groups[0]["lr"] = a.rate * 0.5 * (1 + math.cos(math.pi * step / steps))
        kl = sum(layer.kl() for layer in layers) / TRAINING
        loss = F.cross_entropy(logits(x[rows]), y[rows]) + a.temperature * min(1, 5 * step / steps) * kl
        adam.zero_grad()
        loss.backward()
        adam.step()
        step += 1
    with torch.no_grad():
        mean = sum(torch.softmax(logits(x[TRAINING:]), 1) for _ in range(10)) / 10
        error = 100 * (mean.argmax(1) != y[TRAINING:]).float().mean().item()
        log_likelihood = -F.nll_loss((mean + 1e-12).log(), y[TRAINING:]).item()
    print(f"epoch {epoch + 1}: error {error:.2f} %, log-likelihood {log_likelihood:.4f}, divergence {kl.item():.3f}", flush=True)
