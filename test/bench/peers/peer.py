"""The half of a Python peer that speaks with the bench (protocol.ts), and the numbers of data.mjs."""
import json
import sys
import time
from types import SimpleNamespace

import numpy as np

FEATURE_SEED, TARGET_SEED, WEIGHT_SEED = 1, 2, 3


def assignment():
    """The workload with its fields as attributes, and the number of threads."""
    given = json.loads(sys.argv[-1])
    return SimpleNamespace(**given['workload']), given['threads']


def random_numbers(seed, count):
    """mulberry32: the n-th number is a function of the seed and n."""
    with np.errstate(over='ignore'):
        state = np.uint32(seed) + np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x6D2B79F5)
        bits = (state ^ (state >> 15)) * (state | 1)
        bits ^= bits + (bits ^ (bits >> 7)) * (bits | 61)
        return (bits ^ (bits >> 14)) / 4294967296


def make_data(workload):
    """x: [rows, inputs], y: [rows, outputs], labels: [rows] or None."""
    kind = np.dtype(workload.precision)
    rows, inputs, outputs = workload.rows, workload.sizes[0], workload.sizes[-1]
    x = random_numbers(FEATURE_SEED, rows * inputs).astype(kind).reshape(rows, inputs)
    if workload.loss == 'mean-squared-error':
        return x, random_numbers(TARGET_SEED, rows * outputs).astype(kind).reshape(rows, outputs), None
    labels = np.floor(random_numbers(TARGET_SEED, rows) * outputs).astype(np.int64)
    return x, np.eye(outputs, dtype=kind)[labels], labels


def make_weights(workload):
    """Per layer [units, inputs]."""
    shapes = list(zip(workload.sizes[1:], workload.sizes[:-1]))
    drawn = random_numbers(WEIGHT_SEED, sum(units * inputs for units, inputs in shapes))
    weights, start = [], 0
    for units, inputs in shapes:
        part = (2 * drawn[start:start + units * inputs] - 1) * np.sqrt(6 / (inputs + units))
        weights.append(part.astype(workload.precision).reshape(units, inputs))
        start += units * inputs
    return weights


def batches(workload, permutation):
    """Row numbers, shuffled anew every epoch; `permutation` gives an epoch's order. The last batch may be smaller."""
    while True:
        order = permutation(workload.rows)
        for start in range(0, workload.rows, workload.batchSize):
            yield order[start:start + workload.batchSize]


def measure(step, warm_up, seconds):
    until = time.perf_counter() + warm_up
    while time.perf_counter() < until:
        step()
    samples, began = 0, time.perf_counter()
    while True:
        samples += step()
        taken = time.perf_counter() - began
        if taken >= seconds:
            return {'samples': samples, 'seconds': taken}


def serve(versions, threads, step, losses=None):
    """step: one call of the library on shuffled rows, returns its samples; losses: of the first updates in row order."""
    say({'versions': {'Python': sys.version.split()[0], **versions}, 'threads': threads})
    for line in sys.stdin:
        question = json.loads(line)
        if question['ask'] == 'measure':
            say(measure(step, question['warmUp'], question['seconds']))
        else:
            say({'losses': losses() if losses else None})


def say(value):
    print(json.dumps(value), flush=True)
