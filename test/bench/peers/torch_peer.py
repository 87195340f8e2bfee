"""PyTorch as one writes it: a Sequential, its own losses and optimizers."""
import torch

from peer import assignment, batches, make_data, make_weights, serve

workload, threads = assignment()
torch.set_num_threads(threads)
torch.manual_seed(0)
kind = getattr(torch, workload.precision)
x, y, labels = make_data(workload)
features = torch.from_numpy(x)
targets = torch.from_numpy(y if labels is None else labels)

activation = {'sigmoid': torch.nn.Sigmoid, 'tanh': torch.nn.Tanh, 'relu': torch.nn.ReLU}[workload.activation]
modules = []
for weights in make_weights(workload):
    units, inputs = weights.shape
    linear = torch.nn.Linear(inputs, units, dtype=kind)
    with torch.no_grad():
        linear.weight.copy_(torch.from_numpy(weights))
        linear.bias.zero_()
    modules += [linear, activation()]
# CrossEntropyLoss holds the softmax; elsewhere the outputs are activated as the hidden layers are.
model = torch.nn.Sequential(*(modules if labels is None else modules[:-1]))
loss_of = torch.nn.MSELoss() if labels is None else torch.nn.CrossEntropyLoss()
Optimizer = torch.optim.Adam if workload.optimizer == 'adam' else torch.optim.SGD
optimizer = Optimizer(model.parameters(), lr=workload.learningRate)


def learn(rows):
    optimizer.zero_grad(set_to_none=True)
    loss = loss_of(model(features[rows]), targets[rows])
    loss.backward()
    optimizer.step()
    return loss


shuffled = batches(workload, torch.randperm)


def step():
    rows = next(shuffled)
    learn(rows)
    return len(rows)


def losses():
    ordered = batches(workload, torch.arange)
    return [learn(next(ordered)).item() for _ in range(workload.checkedSteps)]


serve({'PyTorch': torch.__version__}, torch.get_num_threads(), step, losses)
