"""The paper's own: 100 epochs of 10,000 steps of 64 pictures of named people, from 0.01, a tenth at epochs 40, 70 and 90. Not run here: no named faces."""
from lintel_train.recipes import PAPER, Descent, Run

RUN = Run('paper', PAPER, (Descent(64_000_000, 0.01, 'drops', drops=(0.4, 0.7, 0.9)),), held_back=0)
