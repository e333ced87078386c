"""Finds the package; where PyTorch or another package is missing, skips everything and says so in a word."""
import importlib.util
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]
NEEDED = ('torch', 'numpy', 'cv2', 'onnx', 'onnxruntime')


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ValueError:  # a name that was blocked on purpose
        return False


missing = [name for name in NEEDED if not _is_there(name)]
collect_ignore_glob = ['test_*.py'] if missing else []


def pytest_terminal_summary(terminalreporter):
    if missing:
        terminalreporter.write_line(f'skipped: no {", ".join(missing)} here (training/README.md has the command that installs it)')


def pytest_sessionfinish(session, exitstatus):
    if missing and exitstatus == 5:  # "no tests were collected"
        session.exitstatus = 0
