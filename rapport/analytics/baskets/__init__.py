"""What is bought together: pairs of products or categories, cross-selling, products per customer."""
