"""Paper: documents as plain values, and what writes them as Markdown, DOCX and PDF. No product words, no Django."""
