"""What segments can ask about talks and tasks."""
