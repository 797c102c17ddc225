"""The demo company: a shop for beauty products, told only by calling operations, the same with every fixed seed."""
