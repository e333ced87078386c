"""Trains, distils, exports and judges the paper's networks A, B, C and Q."""
