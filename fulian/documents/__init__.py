"""公文: one list of blocks becomes a PDF, a Word file and a page preview."""
