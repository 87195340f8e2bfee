"""NumPy as one writes it for speed: batched products, updates in place."""
import numpy as np

from peer import assignment, batches, make_data, make_weights, serve

workload, threads = assignment()
kind = np.dtype(workload.precision).type
x, y, labels = make_data(workload)
weights = [np.ascontiguousarray(each.T) for each in make_weights(workload)]
biases = [np.zeros(units, kind) for units in workload.sizes[1:]]
parameters = weights + biases
first, second, scratch, changes = ([np.zeros_like(each) for each in parameters] for _ in range(4))
layers, outputs, rate = len(weights), workload.sizes[-1], kind(workload.learningRate)
classes = labels is not None
updates = 0


def activate(z):
    if workload.activation == 'relu':
        return np.maximum(z, 0, out=z)
    if workload.activation == 'tanh':
        return np.tanh(z, out=z)
    return 1 / (1 + np.exp(-z))


def derivative(a):
    if workload.activation == 'relu':
        return a > 0
    if workload.activation == 'tanh':
        return 1 - a * a
    return a * (1 - a)


def gradients(rows):
    """Gradients in the order of the parameters, and the outputs a of the batch."""
    activations = [x[rows]]
    for layer in range(layers):
        z = activations[-1] @ weights[layer]
        z += biases[layer]
        activations.append(activate(z) if layer < layers - 1 or not classes else z)
    a, size = activations[-1], len(rows)
    if classes:
        a -= a.max(1, keepdims=True)
        np.exp(a, out=a)
        a /= a.sum(1, keepdims=True)
        delta = (a - y[rows]) / kind(size)
    else:
        delta = (a - y[rows]) * derivative(a) * kind(2 / size / outputs)
    of_weights, of_biases = [None] * layers, [None] * layers
    for layer in reversed(range(layers)):
        of_weights[layer] = activations[layer].T @ delta
        of_biases[layer] = delta.sum(0)
        if layer:
            delta = delta @ weights[layer].T
            delta *= derivative(activations[layer])
    return of_weights + of_biases, a


def sgd(of_parameters):
    for parameter, gradient in zip(parameters, of_parameters):
        gradient *= rate
        parameter -= gradient


def adam(of_parameters):
    global updates
    updates += 1
    correction = (1 - 0.999 ** updates) ** 0.5
    scale, epsilon = kind(rate * correction / (1 - 0.9 ** updates)), kind(1e-8 * correction)
    for parameter, gradient, m, v, product, change in zip(parameters, of_parameters, first, second, scratch, changes):
        m *= kind(0.9)
        np.multiply(gradient, kind(0.1), out=product)
        m += product
        v *= kind(0.999)
        np.multiply(gradient, gradient, out=product)
        product *= kind(0.001)
        v += product
        np.sqrt(v, out=product)
        product += epsilon
        np.divide(m, product, out=change)
        change *= scale
        parameter -= change


update = adam if workload.optimizer == 'adam' else sgd
shuffled = batches(workload, np.random.default_rng(0).permutation)


def step():
    rows = next(shuffled)
    update(gradients(rows)[0])
    return len(rows)


def losses():
    ordered, found = batches(workload, np.arange), []
    for _ in range(workload.checkedSteps):
        rows = next(ordered)
        of_parameters, a = gradients(rows)
        a, wanted = a.astype(float), y[rows]
        found.append(float(-np.log(a[wanted > 0]).mean() if classes else ((a - wanted) ** 2).mean()))
        update(of_parameters)
    return found


serve({'NumPy': np.__version__}, threads, step, losses)
