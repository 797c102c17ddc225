"""What the log's room does again and again."""

from rapport.apps.activity.operations import forget_old_pulses
from rapport.kernel.jobs import every

every(seconds=24 * 3600)(forget_old_pulses)
