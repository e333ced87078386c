"""Where a run is, and what is true there: pure functions of the run and of three counts, so that nothing else need be kept to go on."""
from dataclasses import dataclass, replace

from .recipes import Run


@dataclass(frozen=True)
class Place:
    """Counts since a network's beginning. step: steps done; seen: pictures trained on; made: of them, new views. began_step, began: step and seen when
    the run began. kept_step, kept_made: step and made when maps were first kept, -1 before."""

    step: int = 0
    seen: int = 0
    made: int = 0
    began_step: int = 0
    began: int = 0
    kept_step: int = -1
    kept_made: int = -1


@dataclass(frozen=True)
class Moment:
    """What is true of a step. front, rest: how far weights have slid, 0 float to 1 one bit. rate: of the filters; share: of the rate that the descent
    began at, warming included."""

    whole: bool
    front: float
    rest: float
    frozen: bool
    rate: float
    share: float


def _slid(views: float, between: tuple[int, int]) -> float:
    """begin = end: all at once."""
    begin, end = between
    return 1.0 if views >= end else max(0.0, (views - begin) / max(1, end - begin))


class Plan:
    """Of one run."""

    def __init__(self, run: Run):
        self.run, self.recipe = run, run.recipe

    def is_frozen(self, views: float) -> bool:
        """views: since the run began."""
        if self.recipe.front.exported:
            return True
        return self.run.freeze is not None and views >= self.run.freeze

    def at(self, views: float, steps: int) -> Moment:
        """views and steps: since the run began."""
        rest = _slid(views, self.run.rest)
        warm = min(1.0, (steps + 1) / self.recipe.warm) if self.recipe.warm else 1.0
        left = views
        for descent in self.run.descents:
            if left < descent.views:
                break
            left -= descent.views
        else:
            left = descent.views
        share = warm * descent.at(left / descent.views)
        front = max(rest, _slid(views, self.run.front))
        return Moment(views >= self.run.full_depth, front, rest, self.is_frozen(views), descent.rate * share, share)

    def fresh(self, place: Place) -> int:
        """How many new views the step after this place takes; the rest of its batch is drawn from kept maps."""
        if not self.is_frozen(place.seen - place.began):
            return self.recipe.batch
        kept = place.made - place.kept_made if place.kept_made >= 0 else 0
        front = self.recipe.front
        return front.fresh if kept >= min(front.filled, front.kept) else self.recipe.batch

    def after(self, place: Place) -> Place:
        """The place after the next step."""
        if place.kept_made < 0 and self.is_frozen(place.seen - place.began):
            place = replace(place, kept_step=place.step, kept_made=place.made)
        return replace(place, step=place.step + 1, seen=place.seen + self.recipe.batch, made=place.made + self.fresh(place))

    def kept_at(self, place: Place) -> list[Place]:
        """The places of the steps whose maps are still kept at this one, oldest first: what must be made again to go on from here."""
        if place.kept_made < 0:
            return []
        earlier = Place(place.kept_step, place.seen - (place.step - place.kept_step) * self.recipe.batch, place.kept_made, place.began_step, place.began, place.kept_step, place.kept_made)
        steps = []
        while earlier.step < place.step:
            following = self.after(earlier)
            if following.made > place.made - self.recipe.front.kept:
                steps.append(earlier)
            earlier = following
        return steps
