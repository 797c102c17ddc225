"""How the columns of one file become the records of one importer: guessed, checked, and then followed row by row."""
