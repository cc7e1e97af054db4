"""Seconds of PyTorch for an epoch of a mean-field classifier with local reparameterisation, on the work of `MeanFieldEpoch`:
dense layers of independent Gaussian weights, N(0, 1) prior, softplus deviations, ReLU, Adam, rows of random numbers.
Usage: torch_mean_field.py [--columns 784] [--hidden 400-400] [--classes 10] [--batch 128] [--rows 12800] [--epochs 5] [--threads 1]
Wall and processor seconds, the median of all epochs but the first two."""
import argparse, math, statistics, time
import torch
from torch import nn
import torch.nn.functional as F

p = argparse.ArgumentParser()
p.add_argument("--hidden", default="400-400")
for name, default in dict(columns=784, classes=10, batch=128, rows=12_800, epochs=5, threads=1).items():
    p.add_argument("--" + name, type=int, default=default)
a = p.parse_args()
torch.manual_seed(1)
torch.set_num_threads(a.threads)


class Gaussian(nn.Module):
    """x W + b with independent Gaussians over W and b."""

    def __init__(self, n, out):
        super().__init__()
        bound = 1 / math.sqrt(n)
        first = math.log(math.expm1(0.03))
        self.mean = nn.Parameter(torch.empty(out, n).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(out).uniform_(-bound, bound))
        self.spread = nn.Parameter(torch.full((out, n), first))
        self.bias_spread = nn.Parameter(torch.full((out,), first))

    def forward(self, x):
        deviation, bias_deviation = F.softplus(self.spread) + 1e-6, F.softplus(self.bias_spread) + 1e-6
        self.kl = sum(0.5 * torch.sum(m * m + s * s - 1) - torch.sum(s.log())
                      for m, s in ((self.mean, deviation), (self.bias, bias_deviation)))
        mean = F.linear(x, self.mean, self.bias)
        variance = F.linear(x * x, deviation * deviation, bias_deviation * bias_deviation)
        return mean + variance.sqrt() * torch.randn_like(mean)


sizes = [a.columns, *map(int, a.hidden.split("-")), a.classes]
layers = nn.ModuleList(Gaussian(i, o) for i, o in zip(sizes, sizes[1:]))
x = torch.randn(a.rows, a.columns)
y = torch.randint(0, a.classes, (a.rows,))
adam = torch.optim.Adam(layers.parameters(), 0.005)
wall, processor = [], []
for _ in range(a.epochs):
    start, cpu = time.perf_counter(), time.process_time()
    for s in range(0, a.rows, a.batch):
        h = x[s:s + a.batch]
        for k, layer in enumerate(layers):
            h = layer(F.relu(h) if k else h)
        loss = F.cross_entropy(h, y[s:s + a.batch]) + sum(layer.kl for layer in layers) / a.rows
        adam.zero_grad()
        loss.backward()
        adam.step()
    wall.append(time.perf_counter() - start)
    processor.append(time.process_time() - cpu)
print(f"torch {torch.__version__} {statistics.median(wall[2:]):.3f} s an epoch, {statistics.median(processor[2:]):.3f} of processors")
