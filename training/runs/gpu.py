"""Ten million views on a GPU, on from the weights of `slide`, in one burst by time (README.md). Not run so far: the rate and the batch are a guess."""
from dataclasses import replace

from lintel_train.recipes import DISTIL_SLIDE, Descent, Front, Run

RECIPE = replace(DISTIL_SLIDE, batch=1024, chunks=(), front=Front('Pool2', kept=65_536, fresh=512, filled=16_384))
RUN = Run('gpu', RECIPE, (Descent(10_000_000, 0.004),), freeze=0, begins='the state of slide')
