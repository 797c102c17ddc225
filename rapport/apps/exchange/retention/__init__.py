"""What of this room may go after some months."""
