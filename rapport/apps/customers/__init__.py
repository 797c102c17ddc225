"""People and companies, their regions and tags, and the segments they fall into."""
