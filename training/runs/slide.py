"""From nothing to the weights that ship: 732,000 views, as the draft programs ran them (`EXPERIMENTS.md`, row 14), without their two trial annealings.

In float at half depth, then at full depth; the front slides to one bit first, then the rest, all of it one bit from view 432,000 on; the front frozen soon after.
"""
from lintel_train.recipes import DISTIL_SLIDE, Descent, Run

RUN = Run(
    'slide',
    DISTIL_SLIDE,
    (Descent(432_000, 0.009, floor=0.55), Descent(100_000, 0.005, floor=0.35), Descent(200_000, 0.0017)),
    full_depth=198_000,
    front=(243_000, 324_000),
    rest=(297_000, 432_000),
    freeze=440_000,
)
