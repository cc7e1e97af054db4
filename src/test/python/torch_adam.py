"""Reference numbers for Adam: 3 parameters, 5 steps with fixed gradients, lr 1e-2, torch defaults
(betas 0.9 and 0.999, eps 1e-8, no weight decay, no amsgrad), float32. Usage: /usr/bin/python3 torch_adam.py
Each row: step, then the parameters after it, 9 significant digits (enough to give back each float32 exactly).
torch_adam.txt holds its output from Debian 12's python3-torch (torch 1.13.0a0, Python 3.11.2, CPU)."""
import torch

START = [0.5, -1.25, 2.0]
GRADIENTS = [  # one row a step: of ordinary size with changing signs; as small as eps at first; zero at first, then large
    [0.25, 1e-8, 0.0],
    [-0.5, -2e-8, 0.0],
    [0.125, 0.001, 100.0],
    [1.5, 0.0, -3.0],
    [-0.75, -0.25, 0.5],
]
p = torch.tensor(START, requires_grad=True)
adam = torch.optim.Adam([p], lr=1e-2)
print("torch", torch.__version__)
show = lambda step: print(step, *(f"{v:.9g}" for v in p.tolist()))
show(0)
for step, gradient in enumerate(GRADIENTS, 1):
    p.grad = torch.tensor(gradient)
    adam.step()
    show(step)
