"""Seconds an epoch of PyTorch on the work of FlowBenchmark: the same flows on draws of N(0, I), Adam at 0.001.
Usage: torch_flows.py maf|spline [--rows N] [--epochs 7] [--batch N] [--threads 2]
maf: 5 masked autoregressive layers of 1,024 hidden units on 784 columns; spline: 5 couplings of 64-64 with splines of 8 pieces on 20 columns.
The median leaves out the first two epochs. Debian: apt-get install python3-torch libopenblas0-pthread"""
import argparse, math, statistics, time
import torch
from torch import nn
import torch.nn.functional as F

p = argparse.ArgumentParser()
p.add_argument("model", choices=["maf", "spline"])
for name, default in dict(rows=0, epochs=7, batch=0, threads=2).items():
    p.add_argument("--" + name, type=int, default=default)
a = p.parse_args()
maf = a.model == "maf"
columns, rows, batch = (784, a.rows or 2000, a.batch or 100) if maf else (20, a.rows or 10_000, a.batch or 256)
torch.set_num_threads(a.threads)
torch.manual_seed(1)
x = torch.randn(rows, columns)


class Masked(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.register_buffer("mask", mask)

    def forward(self, x):
        return F.linear(x, self.weight * self.mask, self.bias)


class Maf(nn.Module):
    def __init__(self, d, hidden):
        super().__init__()
        inputs, units = torch.arange(1, d + 1), 1 + torch.arange(hidden) % (d - 1)
        self.first = Masked((units[:, None] >= inputs[None]).float())
        out = (inputs[:, None] > units[None]).float()
        self.shift, self.scale = Masked(out), Masked(out)
        for head in (self.shift, self.scale):
            nn.init.zeros_(head.weight), nn.init.zeros_(head.bias)

    def forward(self, x):
        h = torch.relu(self.first(x))
        s = 8 * torch.tanh(self.scale(h) / 8)
        return (x - self.shift(h)) * torch.exp(-s), -s.sum(1)


def spline(x, parameters, bins=8, bound=5.0, least=1e-3):
    """As Durkan et al. (2019) have it, in the form that their code has, for all columns at once."""
    w, h, d = parameters.split([bins, bins, bins - 1], -1)
    widths = least + (1 - least * bins) * torch.softmax(w, -1)
    heights = least + (1 - least * bins) * torch.softmax(h, -1)
    slopes = F.pad(least + F.softplus(d + math.log(math.expm1(1 - least))), (1, 1), value=1.0)
    lefts, belows = F.pad(widths.cumsum(-1), (1, 0)), F.pad(heights.cumsum(-1), (1, 0))
    inside = x.abs() < bound
    u = (x.clamp(-bound, bound) + bound) / (2 * bound)
    k = (torch.searchsorted(lefts[..., 1:-1].contiguous(), u[..., None], right=True))
    pick = lambda v: v.gather(-1, k)[..., 0]
    w, h, left, below, first, last = pick(widths), pick(heights), pick(lefts), pick(belows), pick(slopes), slopes.gather(-1, k + 1)[..., 0]
    s, t = h / w, (u - left) / w
    q = t * (1 - t)
    denominator = s + (first + last - 2 * s) * q
    y = 2 * bound * (below + h * (s * t * t + first * q) / denominator) - bound
    log = 2 * torch.log(s) + torch.log(last * t * t + 2 * s * q + first * (1 - t) ** 2) - 2 * torch.log(denominator)
    return torch.where(inside, y, x), torch.where(inside, log, torch.zeros_like(log))


class Coupling(nn.Module):
    def __init__(self, d, moved, bins=8):
        super().__init__()
        self.moved, self.read = moved, torch.tensor([c for c in range(d) if c not in set(moved.tolist())])
        n = len(moved)
        self.net = nn.Sequential(nn.Linear(d - n, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, n * (3 * bins - 1)))
        nn.init.zeros_(self.net[-1].weight), nn.init.zeros_(self.net[-1].bias)

    def forward(self, x):
        fixed = x[:, self.read]
        y, log = spline(x[:, self.moved], self.net(fixed).reshape(len(x), len(self.moved), -1))
        z = torch.empty_like(x)
        z[:, self.read], z[:, self.moved] = fixed, y
        return z, log.sum(1)


class Flow(nn.Module):
    def __init__(self):
        super().__init__()
        halves = [torch.randperm(columns) for _ in range(3)]
        half = lambda k: halves[k // 2][:columns // 2] if k % 2 == 0 else halves[k // 2][columns // 2:]
        self.layers = nn.ModuleList(Maf(columns, 1024) if maf else Coupling(columns, half(k).sort().values) for k in range(5))

    def forward(self, x):
        total = 0
        for k, layer in enumerate(self.layers):
            x, log = layer(x.flip(1) if maf and k else x)
            total = total + log
        return total - 0.5 * (x * x + math.log(2 * math.pi)).sum(1)


flow = Flow()
adam = torch.optim.Adam(flow.parameters(), 1e-3)
seconds = []
for _ in range(a.epochs):
    start, nats = time.perf_counter(), 0.0
    order = torch.randperm(rows)
    for s in range(0, rows, batch):
        density = flow(x[order[s:s + batch]])
        loss = -density.mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
        nats += density.sum().item()
    seconds.append(time.perf_counter() - start)
print(f"torch {torch.__version__} {statistics.median(seconds[min(2, a.epochs - 1):]):.4f} s an epoch, {nats / rows:.3f} nats")
