"""What customers say: answers to surveys."""
