"""Google Forms: a row a respondent, a column a question."""
