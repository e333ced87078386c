"""On from the weights of `slide`: the front frozen, everything one bit, the rate up once more and down to nothing."""
from lintel_train.recipes import DISTIL_SLIDE, Descent, Run

RUN = Run('again', DISTIL_SLIDE, (Descent(370_000, 0.002),), freeze=0, begins='the state of slide')
