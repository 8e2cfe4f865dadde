"""A Python of our own with the packages of the peers, made below Benchmarks/.peers."""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
REQUIREMENTS = os.path.join(HERE, "requirements.txt")


def make(folder):
    """The path of a Python that has the packages, or `None`, having said why."""
    python = os.path.join(folder, "bin", "python")
    done = os.path.join(folder, "requirements.txt")
    with open(REQUIREMENTS) as file:
        wanted = file.read()
    if os.path.exists(done):
        with open(done) as file:
            if file.read() == wanted:
                return python
    print("installing DuckDB and pandas below Benchmarks/.peers", file=sys.stderr)
    steps = [
        [sys.executable, "-m", "venv", "--clear", folder],
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--only-binary", ":all:", "--requirement", REQUIREMENTS]]
    for step in steps:
        found = subprocess.run(step, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if found.returncode != 0:
            reason = (found.stdout.strip().splitlines() or ["no reason given"])[-1]
            print(f"no packages: {reason}", file=sys.stderr)
            return None
    with open(done, "w") as file:
        file.write(wanted)
    return python
