"""What can be asked about the record of a person or company itself."""
