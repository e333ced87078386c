"""Activations of 2 bits behind Pool2 (all but 0.3 of 46.0 million weights), trained for: `fewer_bits.py` runs it with other numbers of bits too."""
from dataclasses import replace

from lintel_train.recipes import BEHIND, Descent, Front, Quantisation, Run

FRONT = Front('Pool2', kept=2048, fresh=32, filled=512, exported='resources/model/q.onnx')
RECIPE = replace(BEHIND, name='few-bits-whole', quantisation=Quantisation('scaled-sign', bits=2), front=FRONT, memory=(0.1, 0.1), warm=5, settle=6)
RUN = Run('few_bits_whole', RECIPE, (Descent(5_120, 0.001),), begins='the state that the exported file was made of')
