import pickle
import subprocess
import sys

from model.reading.result import Candidate, Recognition


def test_a_result_is_held_without_torch():
    program = "import sys, model.reading.result; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_recognition_crosses_to_another_process():
    found = Recognition("x", 0.9, (Candidate("x", 0.9),), ("x",), (0.95,))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  # our own bytes
