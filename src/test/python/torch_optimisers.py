"""Reference numbers for the optimisers beside Adam: 3 parameters, 5 steps with fixed gradients (those of
torch_adam.py), float32, settings as named below and torch's defaults otherwise.
Usage: /usr/bin/python3 torch_optimisers.py
A line names the optimiser; then one row each: step, the parameters after it, 9 significant digits (enough to give
back each float32 exactly).
torch_optimisers.txt holds its output from Debian 12's python3-torch (torch 1.13.0a0, Python 3.11.2, CPU)."""
import torch

START = [0.5, -1.25, 2.0]
GRADIENTS = [  # one row a step: of ordinary size with changing signs; as small as eps at first; zero at first, then large
    [0.25, 1e-8, 0.0],
    [-0.5, -2e-8, 0.0],
    [0.125, 0.001, 100.0],
    [1.5, 0.0, -3.0],
    [-0.75, -0.25, 0.5],
]
OPTIMISERS = {
    "adamw": lambda p: torch.optim.AdamW(p, lr=1e-2, weight_decay=0.5),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=1e-2, alpha=0.99),
    "rmsprop-momentum": lambda p: torch.optim.RMSprop(p, lr=1e-2, alpha=0.9, momentum=0.8),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=1e-2),
    "sgd": lambda p: torch.optim.SGD(p, lr=1e-2),
    "sgd-momentum": lambda p: torch.optim.SGD(p, lr=1e-2, momentum=0.9),
    "sgd-nesterov": lambda p: torch.optim.SGD(p, lr=1e-2, momentum=0.9, nesterov=True),
}
print("torch", torch.__version__)
for name, create in OPTIMISERS.items():
    print(name)
    p = torch.tensor(START, requires_grad=True)
    optimiser = create([p])
    for step, gradient in enumerate(GRADIENTS, 1):
        p.grad = torch.tensor(gradient)
        optimiser.step()
        print(step, *(f"{v:.9g}" for v in p.tolist()))
