"""What every test may use: the named cast, a database in a file, and Debian's Chromium."""
