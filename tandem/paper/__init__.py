"""Paper: documents as plain values, and what writes them as files; slides. No product words, no Django."""
