"""Seconds an epoch of PyTorch on the work of `lateo bench`: tanh, Bernoulli, Adam at 0.001, pixels cut at 0.5.
Usage: torch_bench.py IMAGES [--hidden 500[,N...]] [--latent 20] [--batch 100] [--samples 1] [--rows 10000] [--epochs 9]
The median leaves out the first two epochs. Debian: apt-get install python3-torch libopenblas0-pthread"""
import argparse, gzip, statistics, time
import torch
from torch import nn
import torch.nn.functional as F

p = argparse.ArgumentParser()
p.add_argument("images")
p.add_argument("--hidden", default="500")
for name, default in dict(latent=20, batch=100, samples=1, rows=10_000, epochs=9).items():
    p.add_argument("--" + name, type=int, default=default)
a = p.parse_args()
torch.manual_seed(1)
raw = gzip.open(a.images, "rb").read()
x = (torch.frombuffer(bytearray(raw[16:16 + a.rows * 784]), dtype=torch.uint8) > 127).float().reshape(a.rows, 784)


def perceptron(sizes):
    return nn.Sequential(*(layer for i, o in zip(sizes, sizes[1:]) for layer in (nn.Linear(i, o), nn.Tanh())))


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        hidden = [int(h) for h in a.hidden.split(",")]
        self.encoder, self.decoder = perceptron([784] + hidden), perceptron([a.latent] + hidden[::-1])
        self.mean, self.log_variance = nn.Linear(hidden[-1], a.latent), nn.Linear(hidden[-1], a.latent)
        self.logits = nn.Linear(hidden[0], 784)

    def elbo(self, x):
        h = self.encoder(x)
        mean, log_variance = self.mean(h), self.log_variance(h)
        kl = 0.5 * torch.sum(mean * mean + log_variance.exp() - 1 - log_variance)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn(a.samples, *mean.shape)
        logits = self.logits(self.decoder(z))
        nats = F.binary_cross_entropy_with_logits(logits, x.expand_as(logits), reduction="sum") / a.samples
        return -(nats + kl) / len(x)


net = Vae()
adam = torch.optim.Adam(net.parameters(), 1e-3)
seconds = []
for _ in range(a.epochs):
    start = time.perf_counter()
    for s in range(0, a.rows, a.batch):
        loss = -net.elbo(x[s:s + a.batch])
        adam.zero_grad()
        loss.backward()
        adam.step()
    seconds.append(time.perf_counter() - start)
print(f"torch {torch.__version__} {statistics.median(seconds[min(2, a.epochs - 1):]):.4f} s an epoch")
