"""Makes test/golden/trajectories.json with PyTorch (Debian: python3-torch). The tests need only the JSON.

    python3 test/golden/make-golden.py

Each case is a small network of dense layers, trained for some steps in float64 on fixed numbers: per step the loss
before the update, and at the end all parameters. Batches are ragged: 5 samples in batches of 2.
"""
import json
import math
import os
import torch

torch.set_default_dtype(torch.float64)

X = [[0.5, -1.2, 0.3], [1.5, 0.1, -0.7], [-0.9, 0.8, 1.1], [0.2, 0.4, -1.6], [-1.3, -0.5, 0.6]]
REGRESSION = [[0.2, -0.4], [0.9, 0.1], [-0.3, 0.8], [0.5, 0.5], [-0.7, 0.2]]
CLASSES = [[1, 0], [0, 1], [0, 1], [1, 0], [0, 1]]
UNITS = [3, 4, 2]
BATCH = 2
STEPS = 12


def fixed_weights(units, inputs, phase):
    return [[math.sin(1.7 * (i * inputs + j) + phase) * 0.6 for j in range(inputs)] for i in range(units)]


ACTIVATIONS = {
    'linear': lambda z: z,
    'sigmoid': torch.sigmoid,
    'tanh': torch.tanh,
    'relu': torch.relu,
    'softmax': lambda z: torch.softmax(z, dim=1),
}


def loss_of(name, z, a, y):
    if name == 'half-squared-error':
        return (0.5 * (a - y) ** 2).sum(dim=1).mean()
    if name == 'mean-squared-error':
        return torch.nn.functional.mse_loss(a, y)
    return torch.nn.functional.cross_entropy(z, y)


def optimizer_of(settings, parameters):
    if settings['id'] == 'sgd':
        return torch.optim.SGD(parameters, lr=settings['learningRate'], momentum=settings['momentum'])
    return torch.optim.Adam(parameters, lr=settings['learningRate'], betas=(settings['beta1'], settings['beta2']),
                            eps=settings['epsilon'])


def run(hidden, output, loss, optimizer):
    y = torch.tensor(CLASSES if loss == 'categorical-cross-entropy' else REGRESSION, dtype=torch.float64)
    x = torch.tensor(X)
    initial = [(fixed_weights(UNITS[k + 1], UNITS[k], k), [0.1 * (u + 1) for u in range(UNITS[k + 1])]) for k in range(2)]
    parameters = [(torch.tensor(w, requires_grad=True), torch.tensor(b, requires_grad=True)) for w, b in initial]
    update = optimizer_of(optimizer, [p for pair in parameters for p in pair])
    losses = []
    start = 0
    for _ in range(STEPS):
        rows = slice(start, min(start + BATCH, len(X)))
        start = 0 if rows.stop == len(X) else rows.stop
        a = x[rows]
        for (w, b), name in zip(parameters, (hidden, output)):
            z = a @ w.T + b
            a = ACTIVATIONS[name](z)
        cost = loss_of(loss, z, a, y[rows])
        losses.append(cost.item())
        update.zero_grad()
        cost.backward()
        update.step()
    return {
        'hidden': hidden, 'output': output, 'loss': loss, 'optimizer': optimizer,
        'initial': [{'weights': w, 'biases': b} for w, b in initial],
        'losses': losses,
        'final': [{'weights': w.tolist(), 'biases': b.tolist()} for w, b in parameters],
    }


SGD = {'id': 'sgd', 'learningRate': 0.2, 'momentum': 0.0}
MOMENTUM = {'id': 'sgd', 'learningRate': 0.1, 'momentum': 0.9}
ADAM = {'id': 'adam', 'learningRate': 0.05, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8}

cases = []
for optimizer in (SGD, MOMENTUM, ADAM):
    for hidden in ('linear', 'sigmoid', 'tanh', 'relu', 'softmax'):
        cases.append(run(hidden, 'linear', 'mean-squared-error', optimizer))
    for output in ('sigmoid', 'tanh', 'relu', 'softmax'):
        cases.append(run('tanh', output, 'half-squared-error', optimizer))
    cases.append(run('tanh', 'softmax', 'categorical-cross-entropy', optimizer))

with open(os.path.join(os.path.dirname(__file__), 'trajectories.json'), 'w') as file:
    json.dump({'x': X, 'regression': REGRESSION, 'classes': CLASSES, 'batchSize': BATCH, 'steps': STEPS,
               'torch': torch.__version__, 'cases': cases}, file)
    file.write('\n')
