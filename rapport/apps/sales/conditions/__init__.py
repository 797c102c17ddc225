"""What can be asked about what somebody bought."""
