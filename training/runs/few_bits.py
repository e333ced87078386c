"""Activations of 2 bits in Conv5_x and Fc5 (31.7 of 46.0 million weights), trained for: `fewer_bits.py` runs it with other numbers of bits too."""
from dataclasses import replace

from lintel_train.recipes import BEHIND, Descent, Front, Quantisation, Run

FRONT = Front('Pool4', kept=4096, fresh=16, filled=1024, exported='resources/model/q.onnx')
RECIPE = replace(BEHIND, name='few-bits', quantisation=Quantisation('scaled-sign', bits=2), front=FRONT, warm=5, settle=6)
RUN = Run('few_bits', RECIPE, (Descent(5_120, 0.001),), begins='the state that the exported file was made of')
