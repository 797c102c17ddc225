"""What can be asked about what somebody did."""
