"""What is sold and what was bought: products, orders with their lines, refunds."""
