"""Only Conv5_x and Fc5, behind the exported file's own maps in 8 bits: the cheapest that there is, a tenth of a step of the whole network."""
from lintel_train.recipes import BEHIND, Descent, Run

RUN = Run('behind', BEHIND, (Descent(100_000, 0.001),), begins='the state that the exported file was made of')
