"""Runs are committed files: `training/runs/<name>.py` with one `RUN`. What a model's card calls its run can so be looked up, and run again."""
import runpy
from pathlib import Path

from .recipes import Run

FOLDER = Path(__file__).resolve().parents[1] / 'runs'


def load_run(name: str) -> Run:
    """By its name, or by a path. Raises FileNotFoundError, or ValueError where the file holds no run of its own name."""
    path = Path(name) if name.endswith('.py') else FOLDER / f'{name}.py'
    if not path.exists():
        raise FileNotFoundError(f'no run is called {name}; there are {", ".join(names())}')
    run = runpy.run_path(str(path)).get('RUN')
    if not isinstance(run, Run) or run.name != path.stem:
        raise ValueError(f'{path} must hold a RUN whose name is {path.stem}')
    return run


def names() -> list[str]:
    return sorted(f.stem for f in FOLDER.glob('*.py'))
