"""Where a run is and what is true there: pure functions, so they are tested by numbers alone."""
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_up import SMALL, small_run
from lintel_train.plan import Place, Plan
from lintel_train.recipes import BEHIND, PAPER, Descent, Front, Run
from lintel_train.runs import load_run, names

RUN = small_run(
    descents=(Descent(100, 1.0, floor=0.5), Descent(200, 0.2)),
    full_depth=40,
    front=(60, 100),
    rest=(80, 160),
    freeze=200,
    recipe=replace(SMALL, batch=10, warm=0, front=Front('Pool2', kept=40, fresh=4, filled=20)),
)


def test_descents_follow_each_other():
    plan = Plan(RUN)
    np.testing.assert_allclose([plan.at(v, 9).rate for v in (0, 50, 99.999, 100, 200, 300)], [1, 0.75, 0.5, 0.2, 0.101, 0.002], rtol=1e-3)


def test_the_rate_warms_from_the_runs_first_step():
    plan = Plan(replace(RUN, recipe=replace(RUN.recipe, warm=4)))
    assert [plan.at(0, k).share for k in range(5)] == [0.25, 0.5, 0.75, 1, 1]


def test_depth_slide_and_freeze_come_when_the_run_says():
    plan = Plan(RUN)
    at = {v: plan.at(v, 0) for v in (0, 40, 80, 120, 160, 200)}
    assert [at[v].whole for v in at] == [False, True, True, True, True, True]
    assert [at[v].front for v in at] == [0, 0, 0.5, 1, 1, 1]
    assert [at[v].rest for v in at] == [0, 0, 0, 0.5, 1, 1]
    assert [at[v].frozen for v in at] == [False] * 5 + [True]


def test_the_front_is_never_behind_the_rest():
    assert Plan(replace(RUN, front=(0, 0), rest=(0, 0))).at(0, 0).front == 1
    assert Plan(replace(RUN, front=(500, 600))).at(120, 0).front == 0.5


def places(plan: Plan, place: Place, steps: int) -> list[Place]:
    out = [place]
    for _ in range(steps):
        out.append(plan.after(out[-1]))
    return out


def test_once_frozen_batches_are_new_until_enough_is_kept_then_new_in_part():
    plan = Plan(RUN)
    walked = places(plan, Place(), 30)
    assert [plan.fresh(p) for p in walked[19:25]] == [10, 10, 10, 4, 4, 4]
    assert [p.seen for p in walked] == [10 * k for k in range(31)]
    assert walked[30].made == 220 + 8 * 4
    assert (walked[30].kept_step, walked[30].kept_made) == (20, 200)


def test_what_is_kept_at_a_place_is_the_last_steps_that_made_it():
    plan = Plan(RUN)
    walked = places(plan, Place(), 40)
    assert plan.kept_at(walked[20]) == []
    assert plan.kept_at(walked[22]) == [replace(p, kept_step=20, kept_made=200) for p in walked[20:22]]
    again = plan.kept_at(walked[40])  # 92 made since: the ring has gone round
    assert again == walked[30:40]
    assert sum(plan.fresh(p) for p in again) == 40


def test_a_run_that_begins_late_counts_from_there():
    plan = Plan(replace(RUN, freeze=0))
    begun = places(plan, Place(step=7, seen=700, made=650, began_step=7, began=700), 3)
    assert [plan.fresh(p) for p in begun[:3]] == [10, 10, 4]
    assert (begun[3].seen, begun[3].made, begun[3].kept_made) == (730, 674, 650)


def test_an_exported_front_stands_still_from_the_first_step():
    assert Plan(Run('x', BEHIND, (Descent(10, 1.0),))).at(0, 0).frozen


def test_the_papers_schedule():
    run = load_run('paper')
    plan = Plan(run)
    rates = [plan.at(share * run.views, 10**6).rate for share in (0, 0.39, 0.4, 0.69, 0.7, 0.9, 0.99)]
    np.testing.assert_allclose(rates, [1e-2, 1e-2, 1e-3, 1e-3, 1e-4, 1e-5, 1e-5])
    assert run.recipe == PAPER
    assert (run.views // PAPER.batch, PAPER.batch, PAPER.dropout, PAPER.optimiser) == (1_000_000, 64, 0.5, 'sgd')


@pytest.mark.parametrize('name', names())
def test_every_committed_run_is_one(name):
    run = load_run(name)
    plan = Plan(run)
    front = run.recipe.front
    assert 0 < front.fresh <= run.recipe.batch <= front.kept and front.filled <= front.kept
    assert run.watched <= max(run.held_back, 600)
    end = plan.at(run.views, 10**6)
    assert end.whole and end.rest == end.front == 1 and end.share < 0.05
    assert run.freeze is None or run.freeze < run.views


def test_what_is_no_run_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match='slide'):
        load_run('nothing-of-the-kind')
    (tmp_path / 'x.py').write_text('RUN = 1')
    with pytest.raises(ValueError, match='whose name is x'):
        load_run(str(tmp_path / 'x.py'))


@pytest.mark.parametrize('file', ['training/provenance.json', 'resources/model/q.json'])
def test_the_shipped_card_names_a_committed_run(file):
    told = json.loads((Path(__file__).resolve().parents[2] / file).read_text(encoding='utf-8'))
    told = told.get('training', told)
    assert load_run(told['run']).recipe.name == told['recipe']
