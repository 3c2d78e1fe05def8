"""Posts that belong together: parts, order, landing page and feed of a series."""
