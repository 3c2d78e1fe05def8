"""What one can do with this site: `invoke --list` shows it, `invoke --help TASK` explains a task."""

from developing import bench, start, test  # noqa: F401
from partwork.tasks import *  # noqa: F403
