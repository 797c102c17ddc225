"""Profit of customers: cost to serve, profit, whale curve, portfolio, what-ifs, strategically significant ones."""
