"""What is measured is of all processes together."""

import subprocess
import sys

import pytest
from bench.measure import CommandError, read_cpu, run, take_turns

# A child that computes for a while and one that only holds memory, at the same time.
FAMILY = """
import os, subprocess, sys, time
busy = "import time\\nwhile time.process_time() < 0.5: pass"
large = "import sys; kept = b'x' * 60_000_000; print(flush=True); sys.stdin.read()"
child = subprocess.Popen([sys.executable, "-c", large], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
kept = b"x" * 60_000_000
subprocess.run([sys.executable, "-c", busy])
child.communicate()
"""
# Three that have the same memory.
TWINS = """
import os, time
kept = b"x" * 60_000_000
children = []
for _ in range(3):
    if not (child := os.fork()):
        while time.process_time() < 0.3: pass
        os._exit(0)
    children.append(child)
for child in children: os.waitpid(child, 0)
"""
# One that waits when its child has ended.
WAITING = """
import subprocess, sys
subprocess.run([sys.executable, "-c", "import time\\nwhile time.process_time() < 0.5: pass"])
print(flush=True)
sys.stdin.read()
"""


def test_children_are_counted(tmp_path):
    used = run([sys.executable, "-c", FAMILY], tmp_path)
    assert used.cpu > 0.5
    assert used.memory > 120


def test_what_is_shared_counts_once(tmp_path):
    assert 60 < run([sys.executable, "-c", TWINS], tmp_path).memory < 120


def test_children_that_ended_are_counted_while_others_run():
    command = [sys.executable, "-c", WAITING]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        assert read_cpu(process.pid) >= 0.5
        process.communicate()


def test_a_command_that_fails_says_what_it_printed(tmp_path):
    with pytest.raises(CommandError, match=r"exit code 3\nno paper"):
        run([sys.executable, "-c", "print('no paper'); raise SystemExit(3)"], tmp_path)


def test_all_have_their_turn_in_each_round():
    order = []
    rows = {name: lambda name=name: order.append(name) or len(order) for name in "abc"}
    assert take_turns(rows, 2) == {"a": [1, 4], "b": [2, 5], "c": [3, 6]}
    assert order == list("abcabc")
