"""Activations of 2 bits behind Pool2 (46.0 of 46.0 million weights but 0.3), trained for: `fewer_bits.py` runs it with other numbers of bits too."""
from dataclasses import replace

from lintel_train.recipes import BEHIND, Descent, Front, Quantisation, Run

FRONT = Front('Pool2', kept=4096, fresh=32, filled=1024, exported='resources/model/q.onnx')
RECIPE = replace(BEHIND, name='few-bits', quantisation=Quantisation('scaled-sign', bits=2), front=FRONT, memory=(0.1, 0.1))
RUN = Run('few_bits', RECIPE, (Descent(16_000, 0.002),), begins='the state that the exported file was made of')
