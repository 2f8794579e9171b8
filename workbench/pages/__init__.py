"""HTML pages: one base template and one stylesheet, and a template for each page."""
