"""scikit-learn, for information: whole epochs of partial_fit; its regression has linear outputs."""
import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

from peer import assignment, make_data, serve

warnings.filterwarnings('ignore')
workload, threads = assignment()
x, y, labels = make_data(workload)
settings = dict(
    hidden_layer_sizes=workload.sizes[1:-1],
    activation={'sigmoid': 'logistic'}.get(workload.activation, workload.activation),
    solver=workload.optimizer,
    learning_rate_init=workload.learningRate,
    batch_size=workload.batchSize,
    momentum=0,
    alpha=0,
    shuffle=True,
)
if labels is None:
    model, known, targets = MLPRegressor(**settings), {}, y if y.shape[1] > 1 else y[:, 0]
else:
    model, known, targets = MLPClassifier(**settings), {'classes': np.arange(workload.sizes[-1])}, labels


def step():
    model.partial_fit(x, targets, **known)
    return workload.rows


serve({'scikit-learn': sklearn.__version__}, threads, step)
