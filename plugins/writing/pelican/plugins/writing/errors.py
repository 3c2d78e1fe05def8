"""What can be wrong with what an author wrote, said to them."""

from guards.problems import Problem as Problem
