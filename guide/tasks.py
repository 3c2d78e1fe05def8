"""What one can do with the guide: `invoke --list` shows it."""

from partwork.tasks import *  # noqa: F403
